using Microsoft.ML;
using MlNetCnn.TensorFlow;

namespace MlNetCnn.Tests.Networks;

/// <summary><c>ml.Cnn.TensorFlow</c>: the context's device, and clear words where TensorFlow is not.</summary>
public class TensorFlowCatalogTests
{
    [Fact]
    public void The_contexts_gpu_is_the_engines() =>
        Assert.Contains("GpuDeviceId", Assert.Throws<ArgumentException>(() => new MLContext { GpuDeviceId = -1 }.Cnn.TensorFlow()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_library_that_is_not_there_is_named()
    {
        var options = new TensorFlowOptions { Library = Path.Combine(Path.GetTempPath(), "no-such-folder", "libtensorflow.so.2") };
        var e = Assert.Throws<TensorFlowException>(() => new MLContext().Cnn.TensorFlow(options));
        Assert.Equal(TensorFlowStatus.Unavailable, e.Status);
        Assert.Contains(options.Library, e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => TensorFlowCatalog.TensorFlow(null!));
    }
}
