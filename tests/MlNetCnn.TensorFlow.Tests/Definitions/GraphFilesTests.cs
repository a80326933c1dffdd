using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Definitions;

/// <summary>Graphs written and read again; the reading of what others write is tested on bytes laid out by hand.</summary>
public sealed class GraphFilesTests
{
    internal static readonly GraphDef Graph = new(
    [
        new NodeDef("x", "Placeholder", [], new Dictionary<string, AttrValue> { ["dtype"] = DataType.Float, ["shape"] = new TensorShape(-1, 4, 4, 2) }),
        new NodeDef("k", "Const", [], new Dictionary<string, AttrValue> { ["value"] = TensorValue.Of(new[] { 1f, -2f, 3.5f, float.NaN }.AsMemory(), 1, 1, 2, 2), ["dtype"] = DataType.Float }),
        new NodeDef("axes", "Const", [], new Dictionary<string, AttrValue> { ["value"] = TensorValue.Of([1, 2], 2), ["dtype"] = DataType.Int32 }),
        new NodeDef("long", "Const", [], new Dictionary<string, AttrValue> { ["value"] = TensorValue.Scalar(long.MinValue), ["dtype"] = DataType.Int64 }),
        new NodeDef("truth", "Const", [], new Dictionary<string, AttrValue> { ["value"] = TensorValue.Of([true, false, true], 3), ["dtype"] = DataType.Bool }),
        new NodeDef("name", "Const", [], new Dictionary<string, AttrValue> { ["value"] = TensorValue.Of(["a", "", "\u00e4\u20ac"], 3), ["dtype"] = DataType.String }),
        new NodeDef("none", "Const", [], new Dictionary<string, AttrValue> { ["value"] = TensorValue.Of(Array.Empty<float>().AsMemory(), 0), ["dtype"] = DataType.Float }),
        new NodeDef("scope/conv", "Conv2D", ["x", "k", "^axes"], new Dictionary<string, AttrValue>
        {
            ["T"] = DataType.Float, ["strides"] = new long[] { 1, 2, 2, 1 }, ["padding"] = "SAME", ["data_format"] = "NHWC", ["use_cudnn_on_gpu"] = true,
            ["explicit_paddings"] = new AttrValue.Texts([]), ["alpha"] = 0.25f, ["n"] = -3L, ["types"] = new[] { DataType.Float, DataType.Int64 },
            ["shapes"] = new AttrValue.Shapes([TensorShape.Unknown, TensorShape.Scalar, new TensorShape(0, -1)]), ["floats"] = new AttrValue.Floats([0.5f, -1f]),
            ["truths"] = new AttrValue.Bools([true, false]), ["names"] = new AttrValue.Texts(["a", "b"]), ["any"] = TensorShape.Unknown,
        }) { Device = "/device:GPU:1" },
    ]) { Producer = 1087 };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var bytes = GraphDefWriter.ToBytes(Graph);
        var read = GraphDef.Load(new MemoryStream(bytes), "graph.pb");
        Assert.Equal(Describe(Graph), Describe(read));
        Assert.Equal(bytes, GraphDefWriter.ToBytes(read));
        Assert.Equal(1087, read.Producer);
        Assert.Equal("/device:GPU:1", read.Nodes[^1].Device);
    }

    [Fact]
    public void A_file_holds_the_graph()
    {
        using var folder = new TempFolder();
        var path = folder.File("graph.pb");
        Graph.Save(path);
        Assert.Equal(Describe(Graph), Describe(GraphDef.Load(path)));
    }

    [Fact]
    public void The_order_of_attributes_does_not_change_the_bytes()
    {
        var turned = new GraphDef([.. Graph.Nodes.Select(n => n with { Attributes = n.Attributes.Reverse().ToDictionary() })]) { Producer = Graph.Producer };
        Assert.Equal(GraphDefWriter.ToBytes(Graph), GraphDefWriter.ToBytes(turned));
    }

    private static string[] Describe(GraphDef graph) => [.. graph.Nodes.SelectMany(node =>
        node.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={Describe(a.Value)}").Prepend($"{node.Name} {node.Op} {string.Join(",", node.Inputs)} {node.Device}"))];

    private static string Describe(AttrValue value) => value switch
    {
        AttrValue.Tensor a => $"{a.Value} {Convert.ToHexString(a.Value.Bytes)} {(a.Value.Type == DataType.String ? string.Join("|", a.Value.Strings) : "")}",
        AttrValue.Ints a => $"ints {string.Join(",", a.Values)}",
        AttrValue.Floats a => $"floats {string.Join(",", a.Values)}",
        AttrValue.Bools a => $"bools {string.Join(",", a.Values)}",
        AttrValue.Texts a => $"texts {string.Join(",", a.Values)}",
        AttrValue.Types a => $"types {string.Join(",", a.Values)}",
        AttrValue.Shapes a => $"shapes {string.Join(",", a.Values)}",
        _ => value.ToString(),
    };
}
