using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Flat;

/// <summary>A model as a list of layer calls in an order that can be run, nested models laid open, all shapes known.</summary>
public sealed partial class FlatGraph
{
    private readonly List<LayerCall> _calls = [];
    private readonly Dictionary<string, GraphValue> _names = new(StringComparer.Ordinal);
    private readonly List<(string Path, Layer Layer)> _layers = [];
    private readonly Model _model;
    private readonly string _options;

    /// <summary>Lays a model open.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="inputShapes">Shapes of its inputs.</param>
    /// <param name="options">Name of the options that the caller was given, for messages. Default <c>CompileOptions</c>.</param>
    /// <exception cref="ArgumentException">The model is not built, or a shape is unknown or does not fit.</exception>
    public FlatGraph(Model model, IReadOnlyList<Shape>? inputShapes, string options = "CompileOptions")
    {
        (_model, _options) = (model, options);
        if (model.Inputs.Count == 0)
            throw new ArgumentException($"The model '{model.Name}' is not built: give it an input shape (Sequential.Build, or a leading InputLayer).", nameof(model));
        IReadOnlyList<Shape> shapes = inputShapes ?? [.. model.Inputs.Select(i => i.Shape)];
        foreach (var shape in shapes)
            if (!shape.IsKnown)
                throw new ArgumentException($"The model '{model.Name}' takes {shape.ToBatchString()}, which leaves dimensions open: set {_options}.InputShapes.", nameof(inputShapes));
        Inputs = [.. shapes.Select(s => new GraphValue(s))];
        Outputs = Open(model, Inputs, prefix: "");
    }

    /// <summary>What comes from outside.</summary>
    public GraphValue[] Inputs { get; private set; }

    /// <summary>All calls, in order.</summary>
    public IReadOnlyList<LayerCall> Calls => _calls;

    /// <summary>The model's outputs.</summary>
    public GraphValue[] Outputs { get; }

    /// <summary>The output of a layer, by its path, or by its name where that is one layer's alone.</summary>
    /// <exception cref="ArgumentException">There is none, and the message lists the nearest names; or there are several.</exception>
    public GraphValue Find(string name)
    {
        if (_names.TryGetValue(name, out var value) || _names.TryGetValue(_model.PathOf(name), out value)) return value;
        throw new ArgumentException($"The layer '{name}' is not reached from the inputs of '{_model.Name}'.", nameof(name));
    }

    /// <summary>The layer of a path, or of a name that is one layer's alone; null where there is none.</summary>
    /// <exception cref="ArgumentException">There are several.</exception>
    public Layer? FindLayer(string name)
    {
        Layer? layer = _model;
        foreach (var part in name.Split('/'))
            layer = (layer as Model)?.Layers.FirstOrDefault(l => l.Name == part);
        if (layer is not null) return layer;
        var inner = _layers.Where(l => l.Path.EndsWith("/" + name, StringComparison.Ordinal)).ToArray();
        return inner.Select(l => l.Layer).Distinct().Count() > 1
            ? throw new ArgumentException($"The model '{_model.Name}' has several layers '{name}': {string.Join(", ", inner.Select(l => l.Path).Distinct())}. Give one of these.", nameof(name))
            : inner.FirstOrDefault().Layer;
    }

    /// <summary>The calls that the given values need, in order.</summary>
    /// <param name="wanted">What is wanted.</param>
    public IReadOnlyList<LayerCall> Needed(IEnumerable<GraphValue> wanted)
    {
        var needed = new HashSet<GraphValue>(wanted);
        var calls = new List<LayerCall>();
        for (var i = _calls.Count - 1; i >= 0; i--)
        {
            if (!needed.Contains(_calls[i].Output)) continue;
            calls.Add(_calls[i]);
            needed.UnionWith(_calls[i].Inputs);
        }

        calls.Reverse();
        return calls;
    }

    private GraphValue[] Open(Model model, GraphValue[] inputs, string prefix)
    {
        var shapes = model.InferShapes([.. inputs.Select(i => i.Shape)]);
        var values = new Dictionary<KerasTensor, GraphValue>();
        for (var i = 0; i < inputs.Length; i++)
        {
            values[model.Inputs[i]] = inputs[i];
            _names.TryAdd(prefix + model.Inputs[i].Layer.Name, inputs[i]);
        }

        foreach (var call in model.Calls)
        {
            if (call.Layer is InputLayer) continue;
            var path = prefix + call.Layer.Name;
            GraphValue[] arguments = [.. call.Inputs.Select(t => values[t])];
            GraphValue[] results;
            if (call.Layer is Model nested)
            {
                results = Open(nested, arguments, path + "/");
            }
            else
            {
                results = [new GraphValue(shapes[call.Outputs[0]])];
                _calls.Add(new LayerCall(call.Layer, path, arguments, results[0]));
                _layers.Add((path, call.Layer));
            }

            for (var i = 0; i < results.Length; i++) values[call.Outputs[i]] = results[i];
            _names.TryAdd(path, results[0]);
        }

        return [.. model.Outputs.Select(o => values[o])];
    }
}
