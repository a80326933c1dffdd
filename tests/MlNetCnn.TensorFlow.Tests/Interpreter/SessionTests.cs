using static MlNetCnn.TensorFlow.Tests.Interpreter.HandGraph;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Feeds, fetches, targets, pruning, order, memory.</summary>
public sealed class SessionTests
{
    [Fact]
    public void Only_what_is_needed_runs()
    {
        using var session = new HandGraph().Placeholder("x").Float("a", "Relu", "x").Float("b", "Neg", "a").Float("c", "Exp", "a").Session();
        Assert.Equal([-2f, 0], Values(session.Run([Feed("x", 2, -1)], ["b"], [])[0]));
        Assert.Equal(2, session.LastNodeCount);
    }

    [Fact]
    public void Any_tensor_can_be_fed_in_place_of_what_makes_it()
    {
        using var session = new HandGraph().Placeholder("x").Float("a", "Exp", "x").Float("b", "Neg", "a").Session();
        Assert.Equal([-5f], Values(session.Run([Feed("a:0", 5)], ["b"], [])[0]));
        Assert.Equal(1, session.LastNodeCount);
    }

    [Fact]
    public void One_output_can_be_fed_while_the_node_makes_the_others()
    {
        using var session = new HandGraph().Const("x", 1, 2, 3, 4).Const("d", TensorValue.Scalar(0)).Node("s", "Split", "d x", ("num_split", 2), ("T", DataType.Float)).Float("y", "AddV2", "s:0 s:1").Session();
        Assert.Equal([13f, 24], Values(session.Run([Feed("s:0", 10, 20)], ["y"], [])[0]));
    }

    [Fact]
    public void A_node_fetched_twice_is_given_twice_and_what_is_given_is_the_callers()
    {
        using var session = new HandGraph().Const("x", 1).Session();
        var both = session.Run([], ["x", "x:0"], []);
        both[0].Floats.Span[0] = 9;
        Assert.Equal([1f], Values(both[1]));
        Assert.Equal([1f], Values(session.Run([], ["x"], [])[0]));
    }

    [Fact]
    public void What_is_fed_is_copied()
    {
        using var session = new HandGraph().Variable("v").Session();
        var value = Feed("v/value", 1);
        session.Run([value], [], ["v/assign"]);
        value.Item2.Floats.Span[0] = 5;
        Assert.Equal([1f], Values(session.Run([], ["v/read"], [])[0]));
    }

    public static TheoryData<string, string[], string[], TensorFlowStatus, string> Errors => new()
    {
        { "", ["y"], [], TensorFlowStatus.InvalidArgument, "You must feed a value for placeholder tensor 'x' with dtype float" },
        { "", [], [], TensorFlowStatus.InvalidArgument, "Must specify at least one target to fetch or execute." },
        { "", ["z"], [], TensorFlowStatus.NotFound, "unable to find output z:0" },
        { "", ["y:1"], [], TensorFlowStatus.InvalidArgument, "output index too large, must be < 1" },
        { "", ["n"], [], TensorFlowStatus.InvalidArgument, "output index too large, must be < 0" },
        { "", [], ["z"], TensorFlowStatus.NotFound, "Some target nodes not found: z" },
        { "z", ["y"], [], TensorFlowStatus.NotFound, "unable to find output z:0" },
        { "x", ["x"], [], TensorFlowStatus.InvalidArgument, "x:0 is both fed and fetched." },
        { "x x:0", ["y"], [], TensorFlowStatus.InvalidArgument, "fed more than once" },
        { "i", ["j"], [], TensorFlowStatus.InvalidArgument, "to be int32 but float is provided" },
        { "shaped", ["s"], [], TensorFlowStatus.InvalidArgument, "is fed with the shape [1], which does not fit its shape [?,3]" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_does_not_fit_is_said_as_TensorFlow_says_it(string feeds, string[] fetches, string[] targets, TensorFlowStatus status, string message)
    {
        using var session = new HandGraph().Placeholder("x").Float("y", "Relu", "x").Node("n", "NoOp").Const("i", TensorValue.Scalar(1)).Node("j", "Neg", "i", ("T", DataType.Int32))
            .Placeholder("shaped", new TensorShape(-1, 3)).Float("s", "Relu", "shaped").Session();
        var error = Assert.Throws<TensorFlowException>(() => session.Run([.. feeds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => Feed(f, 1))], fetches, targets));
        Assert.Equal(status, error.Status);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_operation_names_its_node()
    {
        using var session = new HandGraph().Placeholder("x").Const("c", 1, 2).Float("scope/sum", "AddV2", "x c").Session();
        var error = Assert.Throws<TensorFlowException>(() => session.Run([Feed("x", 1, 2, 3)], ["scope/sum"], []));
        Assert.Equal("Incompatible shapes: [3] vs. [2]\n\t [[{{node scope/sum}}]]", error.Message);
    }

    [Fact]
    public void A_placeholder_with_default_runs_alone_or_is_fed()
    {
        using var session = new HandGraph().Const("c", 7).Node("p", "PlaceholderWithDefault", "c", ("dtype", DataType.Float), ("shape", new TensorShape(-1))).Float("y", "Neg", "p").Session();
        Assert.Equal([-7f], Values(session.Run([], ["y"], [])[0]));
        Assert.Equal([-1f, -2], Values(session.Run([Feed("p", 1, 2)], ["y"], [])[0]));
    }

    [Fact]
    public void Control_inputs_come_first_in_every_order()
    {
        // Two additions to a variable, one behind the other's reading: always 1, then 3.
        for (var seed = 0; seed < 20; seed++)
        {
            using var session = Counter("^add").Session(new() { Seed = seed });
            session.Run([Feed("v/value", 0)], [], ["v/assign"]);
            Assert.Equal([1f], Values(session.Run([], ["again"], [])[0]));
        }
    }

    [Fact]
    public void A_missing_control_edge_shows_in_some_order()
    {
        var seen = new HashSet<float>();
        for (var seed = 0; seed < 20; seed++)
        {
            using var session = Counter("").Session(new() { Seed = seed });
            session.Run([Feed("v/value", 0)], [], ["v/assign"]);
            seen.Add(Values(session.Run([], ["again"], ["add"])[0])[0]);
        }

        Assert.Equal([0f, 1f], seen.Order());
    }

    [Fact]
    public void The_same_seed_is_the_same_order()
    {
        List<float> Trace()
        {
            using var session = Counter("").Session(new() { Seed = 5 });
            session.Run([Feed("v/value", 0)], [], ["v/assign"]);
            return [.. Enumerable.Range(0, 20).Select(_ => Values(session.Run([], ["again"], ["add"])[0])[0])];
        }

        Assert.Equal(Trace(), Trace());
    }

    [Fact]
    public void Values_are_forgotten_behind_their_last_taker()
    {
        var graph = new HandGraph().Placeholder("x0");
        for (var i = 1; i <= 50; i++) graph.Float($"x{i}", "Neg", $"x{i - 1}");
        using var session = graph.Session();
        session.Run([Feed("x0", new float[1000])], ["x50"], []);
        Assert.Equal(8000, session.LastPeakBytes);
    }

    [Fact]
    public void A_closed_session_says_so()
    {
        var session = new HandGraph().Const("x", 1).Session();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run([], ["x"], []));
        Assert.Throws<ObjectDisposedException>(() => session.Extend(new GraphDef([])));
    }

    [Fact]
    public void Eight_threads_run_and_extend_at_once()
    {
        using var session = new HandGraph().Variable("v").Const("one", 1).Node("add", "AssignAddVariableOp", "v one", ("dtype", DataType.Float)).Placeholder("x").Float("y", "Square", "x").Session();
        session.Run([Feed("v/value", 0)], [], ["v/assign"]);
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 50; i++)
            {
                session.Run([], [], ["add"]);
                Assert.Equal([thread * thread], Values(session.Run([Feed("x", thread)], ["y"], [])[0]));
                if (i % 10 == 0) session.Extend(new HandGraph().Const($"c{thread}_{i}", i).Definition);
            }
        });
        Assert.Equal([400f], Values(session.Run([], ["v/read"], [])[0]));
    }

    /// <summary>A variable, one added to it, and a second reading, after what is given.</summary>
    private static HandGraph Counter(string after) => new HandGraph().Variable("v").Const("one", 1)
        .Node("add", "AssignAddVariableOp", "v one", ("dtype", DataType.Float))
        .Node("again", "ReadVariableOp", $"v {after}", ("dtype", DataType.Float));
}
