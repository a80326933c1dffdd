using MlNetCnn.TensorFlow.Native;
using MlNetCnn.Testing;
using static MlNetCnn.TensorFlow.Tests.Native.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Native;

public sealed class GraphSessionTests
{
    [Fact]
    public void A_graph_is_imported_fed_and_fetched()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of(
            Placeholder("x"), Const("w", TensorValue.Of(new float[] { 1, 2, 3, 4, 5, 6 }.AsMemory(), 3, 2)), Float("product", "MatMul", "x", "w"), Float("y", "Relu", "product")));
        var result = session.Run([("x", TensorValue.Of(new float[] { 1, 0, -1, 2, 1, 0 }.AsMemory(), 2, 3))], ["y", "product:0"], []);
        Assert.Equal([2, 2], result[0].Shape);
        Assert.Equal([0f, 0, 5, 8], result[0].Floats.ToArray());
        Assert.Equal([-4f, -4, 5, 8], result[1].Floats.ToArray());
    }

    [Fact]
    public void Every_type_and_shape_goes_in_and_out()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        TensorValue[] values =
        [
            TensorValue.Scalar(2.5f), TensorValue.Of(new float[] { 1, float.NaN, -0f, 4, 5, 6 }.AsMemory(), 1, 2, 3), TensorValue.Of(Memory<float>.Empty, 0, 4),
            TensorValue.Of([1, int.MinValue], 2), TensorValue.Of([long.MaxValue, -1], 2, 1), TensorValue.Of([true, false, true], 3),
            TensorValue.Of(["", "a", "Grüße, 世界", new string('x', 1000)], 2, 2), TensorValue.Of(["alone"]),
        ];
        session.Extend(Of([.. values.SelectMany((v, i) => new[] { Placeholder($"x{i}", v.Type), Identity($"y{i}", $"x{i}", v.Type) })]));
        var result = session.Run([.. values.Select((v, i) => ($"x{i}", v))], [.. values.Select((_, i) => $"y{i}")], []);
        foreach (var (expected, actual) in values.Zip(result))
        {
            Assert.Equal(expected.ToString(), actual.ToString());
            if (expected.Type == DataType.String) Assert.Equal(expected.Strings, actual.Strings);
            else Assert.Equal(expected.Bytes, actual.Bytes);
        }
    }

    [Fact]
    public void Constants_come_back_as_they_were_written()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of(Const("s", TensorValue.Of(["one", "zwei"], 2)), Const("i", TensorValue.Of([3, -4], 2)), Const("zeros", TensorValue.Of(new float[5].AsMemory(), 5)), Const("one", TensorValue.Scalar(7f))));
        var result = session.Run([], ["s", "i", "zeros", "one"], []);
        Assert.Equal(["one", "zwei"], result[0].Strings);
        Assert.Equal([3, -4], result[1].Ints);
        Assert.Equal(new float[5], result[2].Floats.ToArray());
        Assert.Equal([7f], result[3].Floats.ToArray());
    }

    [Fact]
    public void The_results_are_the_callers_own()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of(Placeholder("x"), Identity("y", "x", DataType.Float)));
        var x = Floats(1, 2);
        var y = session.Run([("x", x)], ["y", "x"], []);
        x.Floats.Span[0] = 9;
        y[1].Floats.Span[1] = 9;
        Assert.Equal([1f, 2], y[0].Floats.ToArray());
    }

    [Fact]
    public void A_node_of_several_outputs_gives_each()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of(Placeholder("x"), Const("axis", TensorValue.Scalar(0)), Node("parts", "Split", ["axis", "x"], ("T", DataType.Float), ("num_split", 3L)), Float("y", "AddV2", "parts:1", "parts:2")));
        var result = session.Run([("x", Floats(1, 2, 3))], ["parts:2", "parts", "y"], []);
        Assert.Equal([3f, 1, 5], result.Select(r => r.Floats.Span[0]));
        Assert.Equal([12f], session.Run([("x", Floats(1, 2, 3)), ("parts:1", Floats(9))], ["y"], [])[0].Floats.ToArray());
    }

    [Fact]
    public void Variables_are_shared_by_name_across_extensions_and_last_as_long_as_the_session()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        using var other = mock.Open();
        session.Extend(Variable());
        session.Run([("value", Floats(1, 2))], [], ["set"]);
        session.Extend(Of([
            .. Variable(prefix: "again/").Nodes, Placeholder("rate"),
            Node("step", "ResourceApplyGradientDescent", ["again/w", "rate", "again/value"], ("T", DataType.Float), ("use_locking", false)),
            Node("train", "NoOp", ["^step"])]));
        session.Run([("again/value", Floats(10, 20)), ("rate", TensorValue.Scalar(0.1f))], [], ["train"]);
        Assert.Equal([0f, 0], session.Run([], ["read"], [])[0].Floats.ToArray());
        session.Extend(Of([.. Variable(prefix: "third/").Nodes, Node("less", "AssignSubVariableOp", ["third/w", "third/value"], ("dtype", DataType.Float))]));
        Assert.Empty(session.Run([("third/value", Floats(1, -1))], [], ["less"]));
        Assert.Equal([-1f, 1], session.Run([], ["again/read"], [])[0].Floats.ToArray());

        other.Extend(Variable());
        var unset = Assert.Throws<TensorFlowException>(() => other.Run([], ["read"], []));
        Assert.Equal(TensorFlowStatus.FailedPrecondition, unset.Status);
        Assert.Contains("uninitialized", unset.Message, StringComparison.Ordinal);
        Assert.Contains("before it was given a value", unset.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no", "The graph has no node \"no\".", TensorFlowStatus.NotFound)]
    [InlineData("no:0", "The graph has no node \"no\".", TensorFlowStatus.NotFound)]
    [InlineData("x:1", "\"x:1\" is not there: the node \"x\" has 1 outputs.", TensorFlowStatus.InvalidArgument)]
    [InlineData("x:y", "\"x:y\" names no output of a node; write node or node:1.", TensorFlowStatus.InvalidArgument)]
    [InlineData("x:-1", "\"x:-1\" names no output of a node; write node or node:1.", TensorFlowStatus.InvalidArgument)]
    public void Wrong_names_are_refused_as_feeds_fetches_and_targets(string name, string message, TensorFlowStatus status)
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Relu);
        Action[] runs =
        [
            () => session.Run([(name, Floats(1))], [], ["y"]),
            () => session.Run([("x", Floats(1))], [name], []),
            .. status == TensorFlowStatus.NotFound ? (Action[])[() => session.Run([("x", Floats(1))], [], [name])] : [],
        ];
        foreach (var run in runs)
        {
            var e = Assert.Throws<TensorFlowException>(run);
            Assert.Equal((message, status), (e.Message, e.Status));
        }
    }

    [Fact]
    public void A_type_without_a_place_in_memory_is_refused_with_what_to_do()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of(Placeholder("x"), Node("y", "Cast", ["x"], ("SrcT", DataType.Float), ("DstT", DataType.Double))));
        var e = Assert.Throws<TensorFlowException>(() => session.Run([("x", Floats(1))], ["y"], []));
        Assert.Equal("The tensor y holds Double (2); Float, Int32, Int64, Bool and String can be fetched, so that a Cast is needed before.", e.Message);
    }

    [Fact]
    public void A_SavedModel_is_loaded_with_what_it_says_of_itself()
    {
        using var mock = new MockTensorFlow();
        using var folder = new TempFolder();
        var graph = GraphDefWriter.ToBytes(Relu);
        byte[] meta = [0x0A, 7, 0x22, 5, .. "serve"u8, 0x12, (byte)((graph.Length & 127) | 128), (byte)(graph.Length >> 7), .. graph];
        File.WriteAllBytes(folder.File("saved_model.pb"), [0x08, 1, 0x12, (byte)((meta.Length & 127) | 128), (byte)(meta.Length >> 7), .. meta]);

        using var session = GraphSession.LoadSavedModel(mock.Runtime, mock.Options, folder.Path, "serve");
        Assert.Equal(meta, session.MetaGraph);
        Assert.Equal([0f, 4], session.Run([("x", Floats(-5, 3))], ["y"], [])[0].Floats.ToArray());

        var tag = Assert.Throws<TensorFlowException>(() => GraphSession.LoadSavedModel(mock.Runtime, mock.Options, folder.Path, "train"));
        Assert.Contains($"could not load the SavedModel {folder.Path} (tags train): Could not find meta graph def matching supplied tags (NotFound)", tag.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<TensorFlowException>(() => GraphSession.LoadSavedModel(mock.Runtime, mock.Options, folder.File("no"), "serve"));
        Assert.Equal(TensorFlowStatus.NotFound, missing.Status);
    }
}
