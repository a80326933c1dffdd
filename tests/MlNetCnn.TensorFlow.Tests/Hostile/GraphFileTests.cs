using MlNetCnn.Keras;
using MlNetCnn.Protobuf.Tests.Hostile;

namespace MlNetCnn.TensorFlow.Tests.Hostile;

/// <summary>Graphs that others write, in forms that this library does not write, and graphs that are traps.</summary>
public sealed class GraphFileTests
{
    private static readonly byte[] Float = Wire.Number(1, 1), Int32 = Wire.Number(1, 3), Int64 = Wire.Number(1, 9), Bool = Wire.Number(1, 10), Text = Wire.Number(1, 7);

    /// <summary>Fewer values than the shape has: the last is repeated; none: zeros.</summary>
    [Fact]
    public void Values_one_by_one_fill_the_shape()
    {
        Assert.Equal([1.5f, 2, 2, 2], Read(Float, Shape(2, 2), Wire.Message(5, BitConverter.GetBytes(1.5f), BitConverter.GetBytes(2f))).Floats.ToArray());
        Assert.Equal([3f, 3], Read(Float, Shape(2), Wire.Single(5, 3)).Floats.ToArray());
        Assert.Equal([0f, 0, 0], Read(Float, Shape(3)).Floats.ToArray());
        Assert.Equal([7f], Read(Float, Wire.Single(5, 7)).Floats.ToArray());
        Assert.Equal([-1, 5, 5], Read(Wire.Packed(7, -1, 5), Shape(3), Int32).Ints);
        Assert.Equal([long.MinValue, 2], Read(Int64, Shape(2), Wire.Number(10, long.MinValue), Wire.Number(10, 2)).Longs);
        Assert.Equal([true, false], Read(Bool, Shape(2), Wire.Packed(11, 1, 0)).Bools);
        Assert.Equal(["a", "b", "b"], Read(Text, Shape(3), Wire.Text(8, "a"), Wire.Text(8, "b")).Strings);
        Assert.Equal(["", ""], Read(Text, Shape(2)).Strings);
        Assert.Equal([true, true], Read(Bool, Shape(2), Wire.Message(4, [[1, 255]])).Bools);
        Assert.Empty(Read(Float, Shape(0, 1 << 30, 1 << 30)).Floats.ToArray());
    }

    [Fact]
    public void Nodes_may_stand_in_any_order_and_unknown_fields_anywhere()
    {
        var graph = Load(Wire.Number(99, 5), Node("c", "Add", "b:0", "^a"), Node("b", "Neg", "a"), [.. Node("a", "Placeholder")], Wire.Message(4, Wire.Number(1, 27), Wire.Number(2, 12)), Wire.Message(2, Wire.Message(1, Wire.Message(1, Wire.Text(1, "unused")))));
        Assert.Equal(["a", "b", "c"], graph.Nodes.Select(node => node.Name));
        Assert.Equal(27, graph.Producer);
    }

    [Fact]
    public void What_cannot_be_is_refused_by_name()
    {
        Assert.Contains("two nodes have the name 'a'", Refused(Node("a", "P"), Node("a", "P")).Message);
        Assert.Contains("'a' takes 'b', which is not there", Refused(Node("a", "P", "b")).Message);
        Assert.Contains("no name", Refused(Node("", "P")).Message);
        Assert.Contains("'a' names no operation", Refused(Node("a", "")).Message);
        Assert.Contains("no nodes", Refused(Wire.Message(4)).Message);
        Assert.Contains("the node 'k' (Const), attribute 'value': 2 values take 8 bytes, and 4 are there", Refused(Const(Float, Shape(2), Wire.Message(4, new byte[4]))).Message);
        Assert.Contains("more values", Refused(Const(Text, Shape(1), Wire.Text(8, "a"), Wire.Text(8, "b"))).Message);
        Assert.Contains("more than 1 numbers", Refused(Const(Int32, Shape(1), Wire.Packed(7, 1, 2))).Message);
        Assert.Contains("not known whole", Refused(Const(Float, Shape(-1))).Message);
        Assert.Contains("a dimension of -2", Refused(Const(Float, Shape(-2))).Message);
        Assert.Contains("several kinds", Refused(Attr(Wire.Message(1, Wire.Number(3, 1), Wire.Single(4, 1)))).Message);
        Assert.Contains("no value", Refused(Attr()).Message);
    }

    [Fact]
    public void What_is_not_supported_is_told_as_that()
    {
        foreach (var (message, parts) in (IEnumerable<(string, byte[][])>)
        [
            ("'k' (Const), attribute 'value': a constant of type Half", [Const(Wire.Number(1, 19), Wire.Packed(13, 15360))]),
            ("of type Double", [Const(Wire.Number(1, 2))]),
            ("of type 8", [Const(Wire.Number(1, 8))]),
            ("calls the function 'f'", [Node("a", "f"), Wire.Message(2, Wire.Message(1, Wire.Message(1, Wire.Text(1, "f"))))]),
            ("is a function", [Attr(Wire.Message(10, Wire.Text(1, "f")))]),
            ("left open", [Attr(Wire.Text(9, "T"))]),
            ("lists of tensors", [Attr(Wire.Message(1, Wire.Message(8)))]),
            ("loops", [Node("a", "Merge", "b"), Node("b", "NextIteration", "a")]),
        ])
        {
            var e = Refused(parts);
            Assert.Contains(message, e.Message);
            Assert.Equal(ModelFormatReason.Unsupported, e.Reason);
        }
    }

    /// <summary>A few bytes that ask for memory: what is asked is refused before it is taken.</summary>
    [Fact]
    public void Few_bytes_may_not_ask_for_much_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("memory", Refused(Const(Float, Shape(1 << 30, 1), Wire.Single(5, 1))).Message);
        Assert.Contains("memory", Refused(Const(Text, Shape(100_000_000))).Message);
        Assert.Contains("too large", Refused(Const(Float, Shape(1 << 30, 1 << 30))).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        byte[][] nodes = [.. Enumerable.Range(0, 20).Select(i => Wire.Message(1, Wire.Text(1, $"k{i}"), Wire.Text(2, "Const"), Wire.Message(5, Wire.Text(1, "value"), Wire.Message(2, Wire.Message(8, Float, Shape(8 << 20), Wire.Single(5, 1))))))];
        Assert.Contains("node[7]", Refused(nodes).Place);
    }

    [Fact]
    public void A_pipe_without_length_is_read()
    {
        using var stream = new OneWay([.. Node("a", "P")]);
        Assert.Equal("a", GraphDef.Load(stream, "pipe").Nodes[0].Name);
        Assert.Equal("nothing", Assert.Throws<ModelFormatException>(() => GraphDef.Load(new OneWay([]), "nothing")).File);
    }

    private static TensorValue Read(params byte[][] tensor) => ((AttrValue.Tensor)Load(Const(tensor)).Nodes[0].Attributes["value"]).Value;

    private static byte[] Const(params byte[][] tensor) => Attr(Wire.Message(8, tensor));

    private static byte[] Attr(params byte[][] value) => Wire.Message(1, Wire.Text(1, "k"), Wire.Text(2, "Const"), Wire.Message(5, Wire.Text(1, "value"), Wire.Message(2, value)));

    private static byte[] Shape(params long[] sizes) => Wire.Message(2, [.. sizes.Select(size => Wire.Message(2, Wire.Number(1, size)))]);

    private static byte[] Node(string name, string op, params string[] inputs) => Wire.Message(1, [Wire.Text(1, name), Wire.Text(2, op), .. inputs.Select(input => Wire.Text(3, input))]);

    private static GraphDef Load(params byte[][] parts) => GraphDef.Load(new MemoryStream([.. parts.SelectMany(part => part)]), "graph.pb");

    private static ModelFormatException Refused(params byte[][] parts) => Assert.Throws<ModelFormatException>(() => Load(parts));

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();
    }
}
