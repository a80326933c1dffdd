using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>What the interpreter refuses of a graph, as TensorFlow's importer does, and that it then takes nothing of it.</summary>
public sealed class ImportTests
{
    private static readonly (string, AttrValue) T = ("T", DataType.Float);

    private static readonly (string Case, Func<HandGraph> Graph, TensorFlowStatus Status, string Message)[] Wrong =
    [
        ("unknown operation", () => Start().Float("y", "Rellu", "x"), TensorFlowStatus.NotFound, "Op type not registered 'Rellu'"),
        ("unknown attribute", () => Start().Node("y", "Relu", "x", T, ("alpha", 1f)), TensorFlowStatus.InvalidArgument, "attribute 'alpha' not in Op<name=Relu>"),
        ("missing attribute", () => Start().Node("y", "Relu", "x"), TensorFlowStatus.InvalidArgument, "NodeDef missing attr 'T'"),
        ("attribute of another kind", () => Start().Node("y", "LeakyRelu", "x", T, ("alpha", 1)), TensorFlowStatus.InvalidArgument, "'float' expected for attribute 'alpha'"),
        ("attribute not allowed", () => Start().Node("y", "Softmax", "x", ("T", DataType.Int32)), TensorFlowStatus.InvalidArgument, "int32 is not in the list of allowed values"),
        ("padding not allowed", () => Start().Node("y", "AvgPool", "x", T, ("ksize", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 1, 1, 1, 1 }), ("padding", "EXPLICIT")), TensorFlowStatus.InvalidArgument, "\"EXPLICIT\" is not in the list"),
        ("too few inputs", () => Start().Float("y", "AddV2", "x"), TensorFlowStatus.InvalidArgument, "NodeDef expected inputs 'float, float' do not match 1 inputs"),
        ("another number than N", () => Start().Node("y", "AddN", "x x", T, ("N", 3)), TensorFlowStatus.InvalidArgument, "do not match 2 inputs"),
        ("input of another type", () => Start().Const("i", TensorValue.Scalar(1)).Float("y", "AddV2", "x i"), TensorFlowStatus.InvalidArgument, "Input 1 was passed int32 from i:0 incompatible with expected float"),
        ("unknown input", () => Start().Float("y", "Relu", "z"), TensorFlowStatus.InvalidArgument, "Unknown input node 'z:0'"),
        ("unknown control input", () => Start().Float("y", "Relu", "x ^z"), TensorFlowStatus.InvalidArgument, "Unknown input node '^z'"),
        ("control input first", () => Start().Float("y", "Relu", "^x x"), TensorFlowStatus.InvalidArgument, "Control dependencies must come after"),
        ("output that is not there", () => Start().Float("y", "Relu", "x:1"), TensorFlowStatus.InvalidArgument, "invalid output 1 of source node x which has 1 outputs"),
        ("name twice", () => Start().Placeholder("x"), TensorFlowStatus.InvalidArgument, "Node 'x' is not unique"),
        ("bad name", () => Start().Placeholder("a b"), TensorFlowStatus.InvalidArgument, "invalid characters"),
        ("name with colon", () => Start().Placeholder("a:1"), TensorFlowStatus.InvalidArgument, "invalid characters"),
        ("cycle", () => Start().Float("a", "AddV2", "x b").Float("b", "Relu", "a"), TensorFlowStatus.InvalidArgument, "cycle"),
    ];

    public static IEnumerable<TheoryDataRow<string>> Cases() => Wrong.Select(w => new TheoryDataRow<string>(w.Case));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_wrong_graph_is_refused_whole(string name)
    {
        var (_, graph, status, message) = Wrong.Single(w => w.Case == name);
        using var session = new InterpretedSession();
        var error = Assert.Throws<TensorFlowException>(() => session.Extend(graph().Definition));
        Assert.Equal(status, error.Status);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, session.NodeCount);
    }

    [Fact]
    public void A_second_graph_must_have_other_names_and_refer_to_itself_only()
    {
        using var session = Start().Session();
        Assert.Contains("already exists in the Graph", Assert.Throws<TensorFlowException>(() => session.Extend(Start().Definition)).Message, StringComparison.Ordinal);
        Assert.Contains("Unknown input node 'x:0'", Assert.Throws<TensorFlowException>(() => session.Extend(new HandGraph().Float("y", "Relu", "x").Definition)).Message, StringComparison.Ordinal);
        session.Extend(new HandGraph().Const("z", 3).Definition);
        Assert.Equal(2, session.NodeCount);
        Assert.Equal([3f], HandGraph.Values(session.Run([], ["z"], [])[0]));
    }

    [Fact]
    public void Nodes_may_stand_in_any_order_and_underscored_attributes_are_let_pass()
    {
        using var session = new HandGraph().Node("y", "Neg", "x", T, ("_output_shapes", new AttrValue.Shapes([TensorShape.Scalar]))).Const("x", 2).Session();
        Assert.Equal([-2f], HandGraph.Values(session.Run([], ["y:0"], [])[0]));
    }

    [Fact]
    public void An_empty_list_of_a_file_fits_any_list()
    {
        using var session = new HandGraph().Const("x", TensorValue.Of(new float[1].AsMemory(), 1, 1, 1)).Node("y", "Squeeze", "x", T, ("squeeze_dims", new AttrValue.Texts([]))).Session();
        Assert.Empty(session.Run([], ["y"], [])[0].Shape);
    }

    private static HandGraph Start() => new HandGraph().Placeholder("x");
}
