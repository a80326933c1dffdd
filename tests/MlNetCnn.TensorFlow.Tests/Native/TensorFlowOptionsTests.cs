namespace MlNetCnn.TensorFlow.Tests.Native;

public sealed class TensorFlowOptionsTests
{
    [Fact]
    public void Everything_wrong_is_told_at_once()
    {
        var e = Assert.Throws<ArgumentException>(() => TensorFlowRuntime.Load(new() { Library = "", Target = "localhost", GpuDeviceId = -1, UseGpu = false, FallbackToCpu = false, Threads = -2 }));
        string[] expected =
        [
            "TensorFlowOptions: 8 problems.", "Library is empty", "Target is \"localhost\"; it must be empty or grpc://host:port.", "GpuDeviceId is -1; it must be null or at least 0.",
            "GpuDeviceId is -1, but UseGpu is false", "GpuDeviceId is -1, but Target is \"localhost\"", "FallbackToCpu is false, but UseGpu is false", "FallbackToCpu is false, but Target is",
            "Threads is -2; it must be at least 0.",
        ];
        Assert.All(expected, text => Assert.Contains(text, e.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grpc://localhost:2222", true)]
    [InlineData("grpc://10.0.0.5:8470", true)]
    [InlineData("", true)]
    [InlineData("grpc://localhost", false)]
    [InlineData("http://localhost:80", false)]
    [InlineData("grpc://:80", false)]
    [InlineData("local", false)]
    [InlineData(null, false)]
    public void Targets_are_empty_or_servers(string? target, bool valid)
    {
        var options = new TensorFlowOptions { Target = target! };
        if (valid) Assert.Same(options, options.Validated());
        else Assert.Contains("it must be empty or grpc://host:port", Assert.Throws<ArgumentException>(options.Validated).Message, StringComparison.Ordinal);
    }
}
