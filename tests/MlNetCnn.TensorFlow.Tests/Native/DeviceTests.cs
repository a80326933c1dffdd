using MlNetCnn.TensorFlow.Native;
using static MlNetCnn.TensorFlow.Tests.Native.Graphs;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>What a session is told of devices, and what it says of them.</summary>
public sealed class DeviceTests
{
    [Theory]
    [InlineData(true, 0, true, 0, false, "320520012A01303801")]
    [InlineData(true, null, true, 0, false, "320220013801")]
    [InlineData(true, null, false, 0, false, "3801")]
    [InlineData(true, 12, false, 0, false, "32042A0231323801")]
    [InlineData(false, null, true, 2, true, "0A050A0347505510022802" + "3801")]
    public void The_configuration_is_the_message_that_TensorFlow_reads(bool useGpu, int? id, bool growth, int threads, bool cpuOnly, string hex)
    {
        var options = new TensorFlowOptions { UseGpu = useGpu, GpuDeviceId = id, AllowGrowth = growth, Threads = threads };
        Assert.Equal(hex, Convert.ToHexString(SessionConfig.ToBytes(options, cpuOnly)));
    }

    [Fact]
    public void A_server_is_told_its_target_and_that_variables_are_the_sessions_own()
    {
        using var mock = new MockTensorFlow();
        mock.SetGpus(1);
        var options = mock.Options with { Target = "grpc://localhost:2222", Threads = 3 };
        using var session = mock.Open(options);
        Assert.Equal("session target=grpc://localhost:2222 config=1003280338017801\n", mock.Log);
        Assert.Null(session.FallbackReason);
        Assert.Equal("/job:worker/replica:0/task:0/device:CPU:0", Assert.Single(session.Devices()).Name);
        Assert.False(TensorFlowRuntime.GpuAnswers(options, out var reason));
        Assert.Equal("grpc://localhost:2222 has no GPU.", reason);
        mock.Fail("TF_NewSession", TensorFlowStatus.Unavailable, "failed to connect to all addresses");
        var e = Assert.Throws<TensorFlowException>(() => mock.Open(options));
        Assert.StartsWith("TensorFlow 2.16.1-mock could not open a session on grpc://localhost:2222: failed to connect to all addresses (Unavailable)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engines_first_session_has_the_threads_that_all_later_ones_share()
    {
        using var mock = new MockTensorFlow();
        var engine = new TensorFlowEngine(mock.Options with { Threads = 3, UseGpu = false });
        Assert.Equal("session target= config=0A050A034750551003280" + "33801\n", mock.Log);
        Assert.Equal("tensorflow 2.16.1-mock cpu", engine.Arithmetic);
        Assert.Equal("tensorflow 2.16.1-mock grpc://localhost:2222", new TensorFlowEngine(mock.Options with { Target = "grpc://localhost:2222" }).Arithmetic);
    }

    [Fact]
    public void Devices_are_listed_with_type_and_memory()
    {
        using var mock = new MockTensorFlow();
        Assert.Equal([new TensorFlowDevice("/job:localhost/replica:0/task:0/device:CPU:0", "CPU", 256 << 20)], mock.Runtime.Devices());
        mock.SetGpus(2);
        var devices = mock.Runtime.Devices();
        Assert.Equal(["CPU", "GPU", "GPU"], devices.Select(d => d.Type));
        Assert.Equal(new TensorFlowDevice("/job:localhost/replica:0/task:0/device:GPU:1", "GPU", 8L << 30), devices[2]);
        Assert.Equal([false, true, true], devices.Select(d => d.IsGpu));
        Assert.Single(mock.Runtime.Devices(new() { UseGpu = false }));
        mock.AssertNothingAlive();
    }

    [Fact]
    public void Auto_asks_whether_a_GPU_answers_and_is_told_why_not()
    {
        using var mock = new MockTensorFlow();
        Assert.False(TensorFlowRuntime.GpuAnswers(mock.Options, out var none));
        Assert.StartsWith($"No GPU answers TensorFlow 2.16.1-mock ({mock.Library}).", none, StringComparison.Ordinal);
        Assert.Contains("SciSharp.TensorFlow.Redist-Linux-GPU 2.11.1", none, StringComparison.Ordinal);
        Assert.False(TensorFlowRuntime.GpuAnswers(mock.Options with { FallbackToCpu = false }, out var must));
        Assert.Equal(none, must);
        Assert.False(TensorFlowRuntime.GpuAnswers(mock.Options with { UseGpu = false }, out var cpu));
        Assert.Equal("UseGpu is false.", cpu);
        Assert.False(TensorFlowRuntime.GpuAnswers(new() { Library = "no-such-library" }, out var missing));
        Assert.Contains("where there is neither a file nor a folder", missing, StringComparison.Ordinal);
        mock.SetGpus(1);
        Assert.True(TensorFlowRuntime.GpuAnswers(mock.Options, out var reason));
        Assert.Null(reason);
    }

    [Fact]
    public void Without_a_GPU_the_CPU_serves_unless_a_GPU_must()
    {
        using var mock = new MockTensorFlow();
        using var session = mock.Open();
        Assert.StartsWith("No GPU answers", session.FallbackReason, StringComparison.Ordinal);
        var e = Assert.Throws<TensorFlowException>(() => mock.Open(mock.Options with { FallbackToCpu = false }));
        Assert.Equal((session.FallbackReason, TensorFlowStatus.Unavailable), (e.Message, e.Status));
        Assert.Equal("1 graphs, 1 sessions", mock.Alive);
    }

    [Fact]
    public void A_GPU_that_does_not_start_leaves_the_CPU_unless_it_must()
    {
        using var mock = new MockTensorFlow();
        mock.SetGpus(1);
        var third = mock.Options with { GpuDeviceId = 3 };
        var e = Assert.Throws<TensorFlowException>(() => mock.Open(third with { FallbackToCpu = false }));
        Assert.Contains("'visible_device_list' listed an invalid Device id '3' but visible device count is 1", e.Message, StringComparison.Ordinal);
        using var session = mock.Open(third);
        Assert.Equal(e.Message, session.FallbackReason);
        Assert.Single(session.Devices());
        session.Extend(Relu);
        Assert.Equal([2f], session.Run([("x", Floats(1))], ["y"], [])[0].Floats.ToArray());
        Assert.Contains("config=0A050A034750553801\n", mock.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_GPU_than_the_processs_first_is_refused()
    {
        using var mock = new MockTensorFlow();
        mock.SetGpus(2);
        mock.Open(mock.Options with { GpuDeviceId = 1 }).Dispose();
        foreach (var id in new int?[] { 0, null })
        {
            var e = Assert.Throws<TensorFlowException>(() => mock.Open(mock.Options with { GpuDeviceId = id }));
            Assert.StartsWith("TensorFlowOptions.GpuDeviceId is 0, but this process computes on GPU 1 already", e.Message, StringComparison.Ordinal);
            Assert.Equal(TensorFlowStatus.AlreadyExists, e.Status);
        }

        mock.Open(mock.Options with { GpuDeviceId = 1 }).Dispose();
        mock.Open(mock.Options with { UseGpu = false }).Dispose();
    }

    [Fact]
    public void Where_no_GPU_answers_any_number_may_be_asked_for()
    {
        using var mock = new MockTensorFlow();
        mock.Open(mock.Options with { GpuDeviceId = 0 }).Dispose();
        mock.Open(mock.Options with { GpuDeviceId = 1 }).Dispose();
    }
}
