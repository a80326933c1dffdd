using System.Text.Json.Nodes;

namespace MlNetCnn.Keras;

/// <summary>Models cut off at a layer.</summary>
public static class ModelPart
{
    extension(Model model)
    {
        /// <summary>
        /// The part of a model that leads to a layer, with copies of its weights, for inputs of another size: what lies behind the layer (a classifier, whose dense layers know one size) is
        /// left out. Where the layer lies inside a nested model, so is what stands behind it there.
        /// </summary>
        /// <param name="layer">The layer's name, also of one inside a nested model, or its path <c>outer/inner</c>.</param>
        /// <param name="inputShape">Shape of the input, without the batch; its channels are the model's. Null for the model's own.</param>
        /// <exception cref="ArgumentException">There is no such layer, or several; the model has several inputs; or a layer on the way cannot take that size.</exception>
        public Model UpTo(string layer, Shape? inputShape = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentException.ThrowIfNullOrEmpty(layer);
            if (model.Inputs.Count != 1) throw new ArgumentException($"Models of one input are cut; '{model.Name}' has {model.Inputs.Count}.", nameof(model));
            var path = model.PathOf(layer);
            return Cut(model, path.Split('/'), inputShape ?? model.InputShape);
        }
    }

    private static Model Cut(Model model, ReadOnlySpan<string> path, Shape input)
    {
        var name = path[0];
        var call = model.Calls.FirstOrDefault(c => c.Layer.Name == name)
            ?? throw new ArgumentException($"The layer '{name}' of '{model.Name}' is not reached from its input.", nameof(path));
        if (path.Length == 1) return Copy(new Model(model.Inputs, call.Outputs, model.Name), input);
        var nested = (Model)call.Layer;
        if (call.Inputs.Count == 1 && call.Inputs[0] == model.Inputs[0]) return Cut(nested, path[1..], input);
        var before = Copy(new Model(model.Inputs, call.Inputs, model.Name), input);
        return new Model(before.Inputs, [.. Cut(nested, path[1..], before.Outputs[0].Shape).CallMany([.. before.Outputs])], model.Name);
    }

    private static Model Copy(Model part, Shape input)
    {
        var json = JsonNode.Parse(part.ToJson())!;
        foreach (var layer in json["config"]!["layers"]!.AsArray().Where(l => (string?)l!["class_name"] == "InputLayer"))
            layer!["config"]!["batch_shape"] = new JsonArray([null, .. input.Select(d => d == Shape.Unknown ? null : JsonValue.Create(d))]);
        Model copy;
        try
        {
            copy = Model.FromJson(json.ToJsonString(), part.Name);
        }
        catch (ModelFormatException e)
        {
            throw new ArgumentException($"The part of '{part.Name}' that ends with '{part.Outputs[0].Layer.Name}' does not take {input.ToBatchString()}: {e.Message}", nameof(input), e);
        }

        var (own, other) = (part.Weights, copy.Weights);
        for (var i = 0; i < own.Count; i++)
            if (own[i].Shape != other[i].Shape)
                throw new ArgumentException(
                    $"The weight '{own[i].Path}' of '{part.Name}' knows one size of input: it is {own[i].Shape}, and would be {other[i].Shape} for inputs of {input.ToBatchString()}.", nameof(input));
        part.CopyWeightsTo(copy);
        return copy;
    }
}
