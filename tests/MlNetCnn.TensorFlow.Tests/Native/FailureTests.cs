using MlNetCnn.TensorFlow.Native;
using static MlNetCnn.TensorFlow.Tests.Native.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>Whatever call fails with whatever code is one <see cref="TensorFlowException"/> with TensorFlow's message, and nothing stays alive.</summary>
public sealed class FailureTests
{
    public static TheoryData<string, string> Calls => new()
    {
        { "TF_SetConfig", "take a session's configuration" },
        { "TF_NewSession", "open a session" },
        { "TF_SessionListDevices", "list the devices" },
        { "TF_DeviceListName", "describe a device" },
        { "TF_DeviceListType", "describe a device" },
        { "TF_DeviceListMemoryBytes", "describe device 0" },
        { "TF_GraphImportGraphDef", "take the graph" },
        { "TF_SessionRun", "run the graph (fed x = Float[1], fetching y, for sum)" },
        { "TF_CloseSession", "close a session" },
        { "TF_DeleteSession", "delete a session" },
        { "TF_LoadSessionFromSavedModel", "load the SavedModel" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Every_status_of_every_call_becomes_one_exception(string function, string doing)
    {
        using var mock = new MockTensorFlow();
        foreach (var status in Enum.GetValues<TensorFlowStatus>().Where(s => s != TensorFlowStatus.Ok))
        {
            // Sessions that want a GPU are opened a second time without.
            mock.Fail(function, status, $"what the library says of {status}", times: 2);
            var e = Assert.Throws<TensorFlowException>(() => WholeLife(mock, function));
            Assert.Equal(status, e.Status);
            Assert.StartsWith("TensorFlow 2.16.1-mock could not " + doing, e.Message, StringComparison.Ordinal);
            Assert.Contains($": what the library says of {status} ({status})", e.Message, StringComparison.Ordinal);
            mock.Fail(function, status, "", times: 0);
            mock.AssertNothingAlive();
        }
    }

    [Fact]
    public void Every_status_of_an_operation_becomes_one_exception()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        foreach (var status in Enum.GetValues<TensorFlowStatus>().Where(s => s != TensorFlowStatus.Ok))
        {
            session.Extend(Of(Node($"fail{status}", "Fail", [], ("code", (long)status), ("message", $"{{{{node fail{status}}}}} is broken"))));
            var e = Assert.Throws<TensorFlowException>(() => session.Run([], [$"fail{status}"], []));
            Assert.Equal(status, e.Status);
            Assert.Contains($"could not run the graph (fetching fail{status}): {{{{node fail{status}}}}} is broken ({status})", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal([1f], Twice(session));
    }

    [Fact]
    public void What_a_run_gave_before_it_failed_is_given_back()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Relu);
        mock.Fail("outputs", TensorFlowStatus.Internal, "");
        var e = Assert.Throws<TensorFlowException>(() => session.Run([("x", Floats(1))], ["sum", "y"], []));
        Assert.Contains("An output could not be copied", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, mock.Runtime.Api.Live[NativeKind.Tensor]);
    }

    [Fact]
    public void No_memory_for_a_tensor_is_ResourceExhausted_and_what_was_fed_before_is_given_back()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Of(Placeholder("s", DataType.String), Placeholder("x")));
        mock.Fail("TF_AllocateTensor", TensorFlowStatus.ResourceExhausted, "");
        var e = Assert.Throws<TensorFlowException>(() => session.Run([("s", TensorValue.Of(["text"], 1)), ("x", Floats(1, 2))], ["x"], []));
        Assert.Equal(("TensorFlow has no memory for a tensor String[1] of 24 bytes.", TensorFlowStatus.ResourceExhausted), (e.Message, e.Status));
        Assert.Equal("1 graphs, 1 sessions", mock.Alive);
    }

    [Fact]
    public void A_graph_that_is_refused_adds_nothing()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Relu);
        var twice = Assert.Throws<TensorFlowException>(() => session.Extend(Of(Placeholder("new"), Placeholder("x"))));
        Assert.Contains("Node name 'x' already exists in the Graph", twice.Message, StringComparison.Ordinal);
        Assert.Equal(TensorFlowStatus.NotFound, Assert.Throws<TensorFlowException>(() => session.Run([("new", Floats(1))], ["new"], [])).Status);
        var unknown = Assert.Throws<TensorFlowException>(() => session.Extend(Of(Placeholder("new"), Float("other", "Softmaxish", "new"))));
        Assert.Contains("Op type not registered 'Softmaxish'", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("This TensorFlow does not know an operation of the graph", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("Unknown input node 'z'", Assert.Throws<TensorFlowException>(() => session.Extend(Of(Float("new", "Relu", "z")))).Message, StringComparison.Ordinal);
        Assert.Contains("Unknown input node 'x'", Assert.Throws<TensorFlowException>(() => session.Extend(Of(Float("new", "Relu", "x")))).Message, StringComparison.Ordinal);
        Assert.Contains("Invalid GraphDef", Assert.Throws<TensorFlowException>(() => session.Import([0xFF, 0xFF])).Message, StringComparison.Ordinal);
        session.Extend(Of(Placeholder("new")));
    }

    [Theory]
    [InlineData(TensorFlowStatus.ResourceExhausted, "OOM when allocating tensor with shape[64,512]", "AllowGrowth")]
    [InlineData(TensorFlowStatus.Unimplemented, "The Conv2D op currently only supports the NHWC tensor format on the CPU", "UseGpu = false")]
    [InlineData(TensorFlowStatus.Unavailable, "failed to connect to all addresses", "Target names up?")]
    [InlineData(TensorFlowStatus.Unknown, "Failed to get convolution algorithm. This is probably because cuDNN failed to initialize", "CUDA 11.2 and cuDNN 8.1")]
    [InlineData(TensorFlowStatus.AlreadyExists, "TensorFlow device (GPU:0) is being mapped to multiple devices", "GpuDeviceId")]
    [InlineData(TensorFlowStatus.NotFound, "No session factory registered for the given session options", "has gRPC")]
    public void The_commonest_errors_say_what_to_do(TensorFlowStatus status, string message, string advice)
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        session.Extend(Relu);
        mock.Fail("TF_SessionRun", status, message);
        Assert.Contains(advice, Assert.Throws<TensorFlowException>(() => session.Run([("x", Floats(1))], ["y"], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_does_not_throw_what_closing_tells()
    {
        using var mock = new MockTensorFlow();
        mock.Fail("TF_CloseSession", TensorFlowStatus.Unavailable, "the server is gone");
        mock.Open().Dispose();
        mock.AssertNothingAlive();
    }

    private static void WholeLife(MockTensorFlow mock, string function)
    {
        if (function == "TF_LoadSessionFromSavedModel")
        {
            GraphSession.LoadSavedModel(mock.Runtime, mock.Options, "somewhere", "serve");
            return;
        }

        // Listing devices belongs to opening with a GPU; the others are as without.
        using var session = mock.Open(mock.Options with { UseGpu = function.Contains("Device", StringComparison.Ordinal) || function == "TF_NewSession" });
        session.Extend(Relu);
        session.Run([("x", Floats(1))], ["y"], ["sum"]);
        session.Close();
    }

    private static float[] Twice(GraphSession session)
    {
        session.Extend(Of(Placeholder("in"), Identity("out", "in", DataType.Float)));
        return session.Run([("in", Floats(1))], ["out"], [])[0].Floats.ToArray();
    }
}
