using MlNetCnn.TensorFlow.Native;
using static MlNetCnn.TensorFlow.Tests.Native.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>
/// The same calls on a real TensorFlow, where one is found (<c>MLNETCNN_TENSORFLOW</c>, beside the tests with <c>TensorFlowRuntime=cpu|gpu</c>, or installed); skipped with the reason elsewhere.
/// On the CPU, so that nothing depends on what GPU is there.
/// </summary>
public sealed class RealTensorFlowTests
{
    private static readonly TensorFlowOptions Options = new() { UseGpu = false };

    [Fact]
    public void Graphs_are_imported_and_run_with_all_types()
    {
        using var session = GraphSession.Open(Real(), Options);
        session.Extend(Of(
            Placeholder("x"), Const("w", TensorValue.Of(new float[] { 1, 2, 3, 4, 5, 6 }.AsMemory(), 3, 2)),
            Node("product", "MatMul", ["x", "w"], ("T", DataType.Float), ("transpose_a", false), ("transpose_b", false)), Float("y", "Relu", "product"),
            Const("axis", TensorValue.Scalar(0)), Node("rows", "Split", ["axis", "y"], ("T", DataType.Float), ("num_split", 2L)),
            Placeholder("text", DataType.String), Identity("same", "text", DataType.String), Const("flags", TensorValue.Of([true, false], 2)), Const("longs", TensorValue.Of([long.MinValue, 1], 2)),
            Const("none", TensorValue.Of(Memory<float>.Empty, 0, 4)), Const("words", TensorValue.Of(["one", "zwei"], 2))));
        string[] texts = ["", "a", "Grüße, 世界", new string('x', 1000)];
        var result = session.Run(
            [("x", TensorValue.Of(new float[] { 1, 0, -1, 2, 1, 0 }.AsMemory(), 2, 3)), ("text", TensorValue.Of(texts, 2, 2))], ["y", "rows:1", "same", "text", "flags", "longs", "none", "words"], ["product"]);
        Assert.Equal([0f, 0, 5, 8], result[0].Floats.ToArray());
        Assert.Equal([5f, 8], result[1].Floats.ToArray());
        Assert.Equal(texts, result[2].Strings);
        Assert.Equal(texts, result[3].Strings);
        Assert.Equal([true, false], result[4].Bools);
        Assert.Equal([long.MinValue, 1], result[5].Longs);
        Assert.Equal([0, 4], result[6].Shape);
        Assert.Equal(["one", "zwei"], result[7].Strings);
    }

    [Fact]
    public void Variables_are_shared_by_name_and_trained_across_extensions()
    {
        using var session = GraphSession.Open(Real(), Options);
        session.Extend(Variable());
        Assert.Equal(TensorFlowStatus.FailedPrecondition, Assert.Throws<TensorFlowException>(() => session.Run([], ["read"], [])).Status);
        session.Run([("value", Floats(1, 2))], [], ["set"]);
        session.Extend(Of([
            .. Variable(prefix: "again/").Nodes, Placeholder("rate"),
            Node("step", "ResourceApplyGradientDescent", ["again/w", "rate", "again/value"], ("T", DataType.Float), ("use_locking", false)),
            Node("train", "NoOp", ["^step"])]));
        session.Run([("again/value", Floats(10, 20)), ("rate", TensorValue.Scalar(0.25f))], [], ["train"]);
        Assert.Equal([-1.5f, -3], session.Run([], ["read"], [])[0].Floats.ToArray());
    }

    [Fact]
    public void Errors_are_TensorFlows_own()
    {
        using var session = GraphSession.Open(Real(), Options);
        session.Extend(Relu);
        Assert.Contains("not registered", Assert.Throws<TensorFlowException>(() => session.Extend(Of(Placeholder("new"), Float("other", "Softmaxish", "new")))).Message, StringComparison.Ordinal);
        Assert.Contains("Unknown input node", Assert.Throws<TensorFlowException>(() => session.Extend(Of(Float("new", "Relu", "x")))).Message, StringComparison.Ordinal);
        Assert.Equal(TensorFlowStatus.InvalidArgument, Assert.Throws<TensorFlowException>(() => session.Extend(Of(Placeholder("x")))).Status);
        Assert.Equal(TensorFlowStatus.InvalidArgument, Assert.Throws<TensorFlowException>(() => session.Run([], ["y"], [])).Status);
        Assert.Equal([4f], session.Run([("x", Floats(3))], ["y"], [])[0].Floats.ToArray());
    }

    [Fact]
    public async Task Threads_run_at_once_while_the_graph_grows_and_everything_is_given_back()
    {
        var runtime = Real();
        var session = GraphSession.Open(runtime, Options);
        session.Extend(Relu);
        var runs = Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var j = 0; j < 100; j++) Assert.Equal(i + 1f, session.Run([("x", Floats(i))], ["y"], [])[0].Floats.Span[0]);
        })).ToArray();
        for (var i = 0; i < 10; i++) session.Extend(Of(Placeholder($"in{i}"), Float($"more{i}", "Relu", $"in{i}")));
        await Task.WhenAll(runs);
        session.Close();
        Assert.Throws<ObjectDisposedException>(() => session.Run([("x", Floats(1))], ["y"], []));
        Assert.Contains(runtime.Devices(Options), device => device.Type == "CPU");
    }

    private static TensorFlowRuntime Real()
    {
        Assert.SkipUnless(TensorFlowRuntime.TryLoad(null, out var runtime, out var reason), reason ?? "");
        return runtime;
    }
}
