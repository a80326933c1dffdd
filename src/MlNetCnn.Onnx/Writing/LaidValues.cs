using MlNetCnn.Keras.Flat;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>What tensors hold the values of the model. One that is wanted in an order in which it is not there is turned, once.</summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="outputs">Names kept for outputs of the graph.</param>
internal sealed class LaidValues(GraphBuilder graph, IReadOnlyDictionary<GraphValue, string> outputs)
{
    private readonly Dictionary<GraphValue, List<Laid>> _known = [];

    public void Add(GraphValue value, Laid laid) => _known.Add(value, [laid]);

    /// <summary>Has one value be another.</summary>
    public void Pass(GraphValue from, GraphValue to) => _known.Add(to, _known[from]);

    /// <summary>A value in whatever order it is there; of several, the one that operators over pictures take.</summary>
    public Laid Any(GraphValue value) => _known[value][^1];

    public bool Has(GraphValue value, Layout layout) => _known[value].Any(l => l.Layout == layout);

    /// <summary>A value as the model has it.</summary>
    public string AsModel(GraphValue value)
    {
        if (Find(value, Layout.AsModel) is { } known) return known;
        var laid = Any(value);
        var flat = laid.Layout == Layout.FlatChannelsFirst;
        var picture = flat ? laid.Picture : value.Shape;
        var turned = laid.Name;
        var name = $"{turned.Replace("/channels_first", "", StringComparison.Ordinal)}/channels_last";
        if (flat) turned = graph.Add("Reshape", $"{name}/picture", [turned, graph.Integers(0, picture[2], picture[0], picture[1])]);
        // A tensor with one channel or one pixel lies the same both ways.
        var (op, inputs, attributes) = IsSame(picture)
            ? ("Reshape", (string[])[turned, graph.Integers([0, .. value.Shape])], (AttributeProto[])[])
            : ("Transpose", [turned], [new AttributeProto.Ints("perm", [0, 2, 3, 1])]);
        if (flat && op == "Transpose") (op, inputs, attributes) = ("Reshape", [graph.Add(op, $"{name}/turned", inputs, attributes), graph.Integers(0, value.Shape[0])], []);
        var made = outputs.TryGetValue(value, out var output) ? graph.AddNamed(op, graph.Reserve(name), output, inputs, attributes) : graph.Add(op, name, inputs, attributes);
        _known[value].Insert(0, new Laid(made, Layout.AsModel));
        return made;
    }

    /// <summary>A value of three dimensions with the last of them first.</summary>
    public string ChannelsFirst(GraphValue value)
    {
        if (Find(value, Layout.ChannelsFirst) is { } known) return known;
        var plain = AsModel(value);
        var shape = value.Shape;
        var name = $"{plain}/channels_first";
        var made = IsSame(shape)
            ? graph.Add("Reshape", name, [plain, graph.Integers(0, shape[2], shape[0], shape[1])])
            : graph.Add("Transpose", name, [plain], new AttributeProto.Ints("perm", [0, 3, 1, 2]));
        _known[value].Add(new Laid(made, Layout.ChannelsFirst));
        return made;
    }

    /// <summary>A tensor whose values lie in memory as the model has them, whatever its shape; null where a turn would be needed.</summary>
    public string? InOrder(GraphValue value) => Find(value, Layout.AsModel) ?? (Any(value) is { Layout: Layout.ChannelsFirst } laid && IsSame(value.Shape) ? laid.Name : null);

    /// <summary>Whether a picture with its channels first lies in memory as one with its channels last.</summary>
    public static bool IsSame(Keras.Shape picture) => picture[2] == 1 || picture[0] * picture[1] == 1;

    private string? Find(GraphValue value, Layout layout) => _known[value].Find(l => l.Layout == layout).Name;
}
