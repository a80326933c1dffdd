using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter.Checking;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>What the check of graphs finds: each change of a good graph is told, and that one alone.</summary>
public sealed class GraphCheckTests
{
    [Fact]
    public void AGoodGraphIsGood() => GraphCheck.Assert(Good());

    public static TheoryData<string, string> Faults => new()
    {
        { "op", "the operation is not known" },
        { "missing", "the attribute strides is missing" },
        { "more", "TensorFlow does not know the attribute debug_name" },
        { "kind", "the attribute padding is a int, not a string" },
        { "value", "the attribute padding is 'HALF', not one of SAME, VALID, EXPLICIT" },
        { "type", "the attribute T is 'string', not one of" },
        { "count", "it takes 2 inputs, not 1" },
        { "dtype", "has the type Int32, not Float" },
        { "order", "is not made before it" },
        { "output", "there are 1 outputs" },
        { "control", "stands behind a control input" },
        { "zero", "should be written without :0" },
        { "name", "the name has letters" },
        { "twice", "is another node's" },
        { "strides", "must be four numbers" },
        { "explicit", "explicit_paddings has 2 numbers" },
        { "device", "does not begin with /" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void FaultsAreTold(string fault, string message)
    {
        var graph = Good();
        var conv = graph.Nodes.Single(n => n.Op == "Conv2D");
        NodeDef With(string name, AttrValue? value)
        {
            var attributes = new Dictionary<string, AttrValue>(conv.Attributes);
            attributes.Remove(name);
            if (value is not null) attributes.Add(name, value);
            return conv with { Attributes = attributes };
        }

        var changed = fault switch
        {
            "op" => conv with { Op = "Conv2DV9" },
            "missing" => With("strides", null),
            "more" => With("debug_name", ""),
            "kind" => With("padding", 1L),
            "value" => With("padding", "HALF"),
            "type" => With("T", DataType.String),
            "count" => conv with { Inputs = ["x"] },
            "dtype" => conv with { Inputs = ["x", "Const"] },
            "order" => conv with { Inputs = ["x", "Relu"] },
            "output" => conv with { Inputs = ["x", "filter:1"] },
            "control" => conv with { Inputs = ["^x", "x", "filter"] },
            "zero" => conv with { Inputs = ["x:0", "filter"] },
            "name" => conv with { Name = "con v" },
            "twice" => conv with { Name = "X" },
            "strides" => With("strides", new AttrValue.Ints([1, 1])),
            "explicit" => With("explicit_paddings", new AttrValue.Ints([1, 1])),
            _ => conv with { Device = "GPU:0" },
        };
        var error = Assert.Throws<InvalidOperationException>(() => GraphCheck.Assert(new GraphDef([.. graph.Nodes.Select(n => n == conv ? changed : n)])));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DilatedGradientsThatNoCpuHasAreTold()
    {
        var graph = new GraphBuilder();
        var (x, filter) = (graph.Placeholder(DataType.Float, new(-1, -1, -1, 1)), graph.Placeholder(DataType.Float, new(3, 3, 1, 1)));
        graph.Conv2DBackpropFilter(x, graph.Constant(3, 3, 1, 1), graph.Conv2D(x, filter, [1, 1], "SAME", dilations: [2, 2]), [1, 1], "SAME", dilations: [2, 2]);
        Assert.Contains("Conv2DBackpropFilter): TensorFlow's CPU kernels of it take no dilation", Assert.Single(GraphCheck.Errors(graph.Build())), StringComparison.Ordinal);
    }

    private static GraphDef Good()
    {
        var graph = new GraphBuilder();
        var (x, filter) = (graph.Placeholder(DataType.Float, new(-1, 4, 4, 1), "x"), graph.Placeholder(DataType.Float, new(3, 3, 1, 2), "filter"));
        graph.Constant(1, 2);
        graph.NoOp([graph.Relu(graph.Conv2D(x, filter, [1, 1], "SAME")).Node]);
        return graph.Build();
    }
}
