using MlNetCnn.Keras;
using Functional = Tensorflow.Keras.Engine.Functional;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet;

/// <summary>From models of TensorFlow.Keras 0.10.2 to models of this library and back: layers, their configuration and their weights. Nothing is computed here.</summary>
/// <remarks>TensorFlow.Keras keeps weights as eager variables: call both where <c>tf.executing_eagerly()</c> is true.</remarks>
public static class KerasModels
{
    /// <summary>The same model, layer by layer under the same names, with the same weights.</summary>
    /// <param name="model">A built model without models within it: functional, or a Sequential that knows its input's shape. Initializers are left out, since the weights are there.</param>
    /// <param name="leaveOutRegularizers">
    /// Whether regularizers, whose factors TensorFlow.Keras does not tell, are left out; they matter to training alone. Default false: a model that has some is refused.
    /// </param>
    /// <returns>A new model. A fixed batch size and an input's type (bytes) are not the model's here.</returns>
    /// <exception cref="ArgumentException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">A layer, an activation or a setting that this library has not, or that TensorFlow.Keras does not tell; the message names the layer.</exception>
    public static Model ToModel(this Functional model, bool leaveOutRegularizers = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.NetworkNodes is null) throw new ArgumentException($"The model '{model.Name}' is not built: give it its input's shape first, or predict with it once.", nameof(model));
        var config = model.get_config();
        foreach (var twins in config.Layers.GroupBy(l => l.Name).Where(g => g.Count() > 1)) throw new NotSupportedException($"{twins.Count()} layers are named '{twins.Key}', where each needs a name of its own.");

        // A Sequential hides its input layer from Layers, and all of them are in the configuration.
        var layers = config.Layers.ToDictionary(l => l.Name, l => Here(l.Name, () => KerasLayers.Read(l.ClassName, l.Config, l.Name, leaveOutRegularizers)), StringComparer.Ordinal);
        var made = new Dictionary<(string Layer, int Node), KerasTensor>();
        var open = config.Layers.SelectMany(layer => Nodes(model, layer.Name)).ToList();
        while (open.Count > 0)
        {
            var ready = open.FindIndex(call => call.Inputs.All(made.ContainsKey));
            if (ready < 0) throw new NotSupportedException($"The calls of the layers {string.Join(", ", open.Select(c => c.Layer).Distinct())} depend on tensors that are not the model's.");
            var (name, node, inputs, outputs) = open[ready];
            open.RemoveAt(ready);
            var tensor = layers[name] is Keras.Layers.InputLayer input ? input.Output : Here(name, () => layers[name].Call([.. inputs.Select(i => made[i])]));
            CheckShape(name, tensor.Shape, outputs.shape.dims);
            made[(name, node)] = tensor;
        }

        // A Sequential counts its input and its output anew with each layer that is added: the last ones are meant.
        var last = model is TF.Keras.Engine.Sequential ? 1 : int.MaxValue;
        var result = new Model([.. config.InputLayers.TakeLast(last).Select(i => made[(i.Name, i.NodeIndex)])], [.. config.OutputLayers.TakeLast(last).Select(o => made[(o.Name, o.NodeIndex)])], model.Name);
        foreach (var layer in model.Layers.OfType<TF.Keras.Engine.Layer>()) CopyWeights(layer, layers[layer.Name]);
        return result;
    }

    /// <summary>The same model in TensorFlow.Keras, through its functional interface, with the same names and weights.</summary>
    /// <param name="model">A built model without models within it.</param>
    /// <param name="leaveOutRegularizers">Whether regularizers and constraints, with which TensorFlow.Keras does not train, are left out. Default false: a model that has some is refused.</param>
    /// <returns>A functional model.</returns>
    /// <exception cref="NotSupportedException">A layer, an activation or a setting that TensorFlow.Keras 0.10.2 has not; the message names the layer.</exception>
    public static Functional ToTensorFlowKeras(this Model model, bool leaveOutRegularizers = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        var layers = new Dictionary<Keras.Layer, TF.Keras.ILayer>();
        var values = new Dictionary<KerasTensor, TF.Tensors>();
        foreach (var input in model.Inputs)
            values[input] = TF.KerasApi.keras.Input(new TF.Shape([.. input.Shape.Select(d => (long)d)]), name: input.Layer.Name);
        foreach (var call in model.Calls.Where(c => c.Layer is not Keras.Layers.InputLayer))
        {
            if (!layers.TryGetValue(call.Layer, out var layer)) layers.Add(call.Layer, layer = KerasLayers.Make(call.Layer, leaveOutRegularizers));
            values[call.Outputs[0]] = layer.Apply(call.Inputs is [var only] ? values[only] : new TF.Tensors([.. call.Inputs.Select(i => (TF.Tensor)values[i])]));
        }

        var result = TF.KerasApi.keras.Model(
            new TF.Tensors([.. model.Inputs.Select(i => (TF.Tensor)values[i])]), new TF.Tensors([.. model.Outputs.Select(o => (TF.Tensor)values[o])]), model.Name);
        foreach (var (from, to) in layers)
            foreach (var (weight, variable) in Pairs(from, (TF.Keras.Engine.Layer)to))
                variable.assign(new TF.NumPy.NDArray(weight.Values.ToArray(), new TF.Shape([.. weight.Shape.Select(d => (long)d)])));
        return result;
    }

    /// <summary>The calls of a layer that belong to the model, numbered as the configuration numbers them, with what each takes.</summary>
    private static IEnumerable<(string Layer, int Node, (string Layer, int Node)[] Inputs, TF.Tensors Outputs)> Nodes(Functional model, string name)
    {
        var layer = Find(model, name);
        var number = 0;
        for (var i = 0; i < layer.InboundNodes.Count; i++)
        {
            if (!model.NetworkNodes.Contains($"{name}_ib-{i}")) continue;
            var node = layer.InboundNodes[i];
            yield return (name, number++, node.is_input ? [] : [.. node.KerasInputs.Select(t => (t.KerasHistory.Layer.Name, NumberOf(model, t.KerasHistory.Layer, t.KerasHistory.NodeIndex)))], node.Outputs);
        }
    }

    private static int NumberOf(Functional model, TF.Keras.ILayer layer, int node) => Enumerable.Range(0, node).Count(i => model.NetworkNodes.Contains($"{layer.Name}_ib-{i}"));

    private static TF.Keras.ILayer Find(Functional model, string name) =>
        model.Layers.SelectMany(layer => layer.InboundNodes.SelectMany(n => n.is_input ? [] : n.InboundLayers).Append(layer)).First(layer => layer.Name == name);

    private static void CopyWeights(TF.Keras.Engine.Layer from, Keras.Layer to)
    {
        foreach (var (weight, variable) in Pairs(to, from)) weight.SetValues(variable.numpy().ToArray<float>());
    }

    /// <summary>Weights that are one another's: both list what training changes before what it does not.</summary>
    private static IEnumerable<(Weight Weight, TF.IVariableV1 Variable)> Pairs(Keras.Layer layer, TF.Keras.Engine.Layer other)
    {
        Weight[] weights = [.. layer.Weights.OrderBy(w => w.Trainable ? 0 : 1)];
        if (!weights.Select(w => string.Join(", ", w.Shape)).SequenceEqual(other.weights.Select(v => string.Join(", ", v.shape.dims))))
            throw new NotSupportedException(
                $"The layer '{layer.Name}' has the weights {string.Join(" ", weights.Select(w => w.Shape))} here and {string.Join(" ", other.weights.Select(v => v.shape))} in TensorFlow.Keras.");
        return weights.Zip(other.weights);
    }

    /// <summary>What a layer here does not take is not supported.</summary>
    private static T Here<T>(string name, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw new NotSupportedException($"The layer '{name}' is set as no layer here: {e.Message}", e);
        }
    }

    private static void CheckShape(string name, Shape here, long[]? there)
    {
        if (there is null || (there.Length == here.Rank + 1 && here.Zip(there.Skip(1)).All(d => d.First == d.Second || d.First == Shape.Unknown || d.Second < 0))) return;
        throw new NotSupportedException($"The layer '{name}' gives {here.ToBatchString()} here and ({string.Join(", ", there)}) in TensorFlow.Keras: it has a setting that TensorFlow.Keras does not tell.");
    }
}
