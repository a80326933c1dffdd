using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>
/// What Grad-CAM asks of the engine for a batch: the outputs before the softmax, a layer's output, and the gradient of one class's score by it. In turns with it: the forward
/// pass of the same batch.
/// </summary>
internal sealed class GradCamWorkload : Workload
{
    private readonly Lazy<double> _gflop;

    public GradCamWorkload() => _gflop = new(() => Images * (Work.Forward(Build!()) + Work.Above(Build!(), By)) / 1e9);

    /// <summary>Makes the network, with its top and the same weights every time.</summary>
    public required Func<Model> Build { get; init; }

    /// <summary>The layer that is looked at; null for the input: a saliency map.</summary>
    public required string? Layer { get; init; }

    /// <inheritdoc/>
    public override double Gflop => _gflop.Value;

    private Func<Model, string> By => model => Layer ?? model.Inputs[0].Layer.Name;

    /// <inheritdoc/>
    public override PreparedRun Prepare(int threads)
    {
        var model = Build();
        var inputs = new[] { Batches.Inputs(model.InputShape, Images) };
        var executable = new ManagedEngine().Compile(model, new CompileOptions { Threads = threads, Logits = true });
        var classes = new Tensor(Images, executable.OutputShapes[0]);
        for (var n = 0; n < Images; n++) classes[n][n * 37 % classes[n].Length] = 1;
        string[] names = [By(model)];
        var query = new GradientQuery { WithRespectTo = names, Values = Layer is null ? [] : names };
        return new(
            () => executable.Differentiate(inputs, _ => classes, query),
            () => Samples.Of(executable.Differentiate(inputs, _ => classes, query).Gradients[0]),
            executable.Dispose)
        {
            Beside = () => executable.Predict(inputs),
        };
    }
}
