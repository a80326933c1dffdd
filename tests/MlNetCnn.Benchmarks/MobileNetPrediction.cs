using BenchmarkDotNet.Attributes;
using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks;

/// <summary>MobileNet 0.75 at 224 pixels without its top, as feature extraction runs it; seeded weights.</summary>
public class MobileNetPrediction
{
    private IExecutable _network = null!;
    private Tensor _pictures = null!;

    /// <summary>Pictures per batch.</summary>
    [Params(1, 16)]
    public int Batch { get; set; }

    /// <summary>Compiles the network and fills a batch.</summary>
    [GlobalSetup]
    public void Compile()
    {
        Shape input = [224, 224, 3];
        _network = new ManagedEngine().Compile(Applications.MobileNet(includeTop: false, inputShape: input, alpha: 0.75));
        _pictures = new Tensor(Batch, input);
        new Noise(1).Fill(_pictures.Span);
    }

    /// <summary>Releases the network.</summary>
    [GlobalCleanup]
    public void Release() => _network.Dispose();

    /// <summary>The time is per batch.</summary>
    [Benchmark]
    public float Predict() => _network.Predict([_pictures])[0].Span[0];
}
