using MlNetCnn.Testing;
using static MlNetCnn.TensorFlow.Tests.Native.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>The public session, over the mock of TensorFlow's library.</summary>
public sealed class TensorFlowSessionTests
{
    [Fact]
    public void Graphs_are_added_and_run_and_everything_is_given_back()
    {
        using var mock = new MockTensorFlow();
        using (var session = TensorFlowSession.Open(mock.Options))
        {
            Assert.Same(mock.Runtime, session.Runtime);
            Assert.Equal(["CPU"], session.Devices().Select(d => d.Type));
            Assert.StartsWith("No GPU answers", session.FallbackReason, StringComparison.Ordinal);
            session.Add(Relu);
            session.Add(Variable());
            Assert.Empty(session.Run([("value", Floats(7, 8))], [], ["set"]));
            var results = session.Run([("x", Floats(-5, 3))], ["y", "read", "sum:0"]);
            Assert.Equal([[0f, 4], [7f, 8], [-4f, 4]], results.Select(r => r.Floats.ToArray()));
            Assert.Equal(TensorFlowStatus.NotFound, Assert.Throws<TensorFlowException>(() => session.Run([], ["z"])).Status);
            Assert.Contains("already exists", Assert.Throws<TensorFlowException>(() => session.Add(Relu)).Message, StringComparison.Ordinal);
        }

        mock.AssertNothingAlive();
    }

    [Fact]
    public void A_graph_of_a_file_and_a_SavedModel_are_run()
    {
        using var mock = new MockTensorFlow();
        using var folder = new TempFolder();
        Relu.Save(folder.File("relu.pb"));
        using (var session = TensorFlowSession.Open(mock.Options))
        {
            session.Add(GraphDef.Load(folder.File("relu.pb")));
            Assert.Equal([3f], session.Run([("x", Floats(2))], ["y"])[0].Floats.ToArray());
        }

        Relu.SaveSavedModel(folder.File("saved"), [new(Tensors("x"), Tensors("y"))]);
        using (var session = TensorFlowSession.LoadSavedModel(folder.File("saved"), mock.Options))
            Assert.Equal([3f], session.Run([("x", Floats(2))], ["y"])[0].Floats.ToArray());
        Assert.Contains("tags train", Assert.Throws<TensorFlowException>(() => TensorFlowSession.LoadSavedModel(folder.File("saved"), mock.Options, "train")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TensorFlowSession.LoadSavedModel("", mock.Options));
        mock.AssertNothingAlive();

        static Dictionary<string, SavedModelTensor> Tensors(string name) => new() { [name] = new($"{name}:0", DataType.Float, TensorShape.Unknown) };
    }

    [Fact]
    public void What_is_missing_wrong_or_closed_is_told()
    {
        using var mock = new MockTensorFlow();
        Assert.Equal(TensorFlowStatus.Unavailable, Assert.Throws<TensorFlowException>(() => TensorFlowSession.Open(new() { Library = "no-such-library" })).Status);
        Assert.Throws<ArgumentException>(() => TensorFlowSession.Open(mock.Options with { Threads = -1 }));
        Assert.Throws<ArgumentException>(() => TensorFlowSession.LoadSavedModel("somewhere", mock.Options with { Threads = -1 }));
        var session = TensorFlowSession.Open(mock.Options);
        session.Add(Relu);
        Assert.Contains("x", Assert.Throws<ArgumentNullException>(() => session.Run([("x", null!)], ["y"])).ParamName, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => session.Add(null!));
        Assert.Throws<ArgumentNullException>(() => session.Run(null!, []));
        Assert.Throws<ArgumentNullException>(() => session.Run([], null!));
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run([("x", Floats(1))], ["y"]));
        Assert.Throws<ObjectDisposedException>(() => session.Add(Variable()));
        Assert.Throws<ObjectDisposedException>(session.Devices);
        mock.AssertNothingAlive();
    }
}
