using System.Text.Json.Nodes;
using MlNetCnn.Explain;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>The part of a network that ends with a layer, for pictures of any size: without the classifier, convolutions do not mind.</summary>
internal static class NetworkPart
{
    /// <summary>Cuts it out, with copies of its weights.</summary>
    /// <param name="model">The network.</param>
    /// <param name="layer">The layer it ends with.</param>
    /// <param name="size">Height and width of pictures.</param>
    /// <returns>The part; the whole network as it is where the layer lies inside a nested model.</returns>
    public static Model UpTo(Model model, FeatureLayer layer, int size)
    {
        if (model.Calls.FirstOrDefault(c => c.Layer == layer.Layer) is not { } call) return model;
        var part = new Model(model.Inputs, call.Outputs, model.Name);
        var json = JsonNode.Parse(part.ToJson())!;
        foreach (var input in json["config"]!["layers"]!.AsArray().Where(l => (string?)l!["class_name"] == "InputLayer"))
            input!["config"]!["batch_shape"] = new JsonArray(null, size, size, model.InputShape[2]);
        var copy = Model.FromJson(json.ToJsonString(), model.Name);
        part.CopyWeightsTo(copy);
        return copy;
    }
}
