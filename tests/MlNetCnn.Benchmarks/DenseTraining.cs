using BenchmarkDotNet.Attributes;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks;

/// <summary>The classifier of the book's feature extraction: 8,192 features, 256 hidden units, dropout, one output; a step of 20 examples with RMSprop.</summary>
public class DenseTraining
{
    private const int Features = 8192;
    private const int Batch = 20;
    private IExecutable _network = null!;
    private Tensor _features = null!;
    private Tensor _labels = null!;

    /// <summary>Compiles the network and fills a batch.</summary>
    [GlobalSetup]
    public void Compile()
    {
        var input = KerasTensor.Input([Features]);
        var x = new Dense(256, Activations.Relu).Call(input);
        x = new Dropout(0.5).Call(x);
        x = new Dense(1, Activations.Sigmoid).Call(x);
        _network = new ManagedEngine().Compile(
            new Model(input, x), new CompileOptions { Training = new TrainingOptions { Optimizer = new RmsProp(2e-5), Loss = new BinaryCrossentropy() } });
        _features = new Tensor(Batch, [Features]);
        _labels = new Tensor(Batch, [1]);
        var noise = new Noise(1);
        noise.Fill(_features.Span);
        noise.Fill(_labels.Span);
        foreach (ref var label in _labels.Span) label = label > 0 ? 1 : 0;
    }

    /// <summary>Releases the network.</summary>
    [GlobalCleanup]
    public void Release() => _network.Dispose();

    /// <summary>The time is per step.</summary>
    [Benchmark]
    public double Step() => _network.TrainStep([_features], _labels).Loss;
}
