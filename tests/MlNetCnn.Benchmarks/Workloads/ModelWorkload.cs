using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>A network's forward pass, or a whole training step of it: what peers can run too.</summary>
internal sealed class ModelWorkload : Workload
{
    private readonly Lazy<double> _gflop;

    public ModelWorkload() => _gflop = new(() => Images * (Training is null ? Work.Forward(Build!()) : Work.Step(Build!())) / 1e9);

    /// <summary>Makes the network, with the same weights every time.</summary>
    public required Func<Model> Build { get; init; }

    /// <summary>How it trains; null for the forward pass alone.</summary>
    public TrainingOptions? Training { get; init; }

    /// <inheritdoc/>
    public override double Gflop => _gflop.Value;

    /// <inheritdoc/>
    public override PreparedRun Prepare(int threads)
    {
        var model = Build();
        var inputs = new[] { Batches.Inputs(model.InputShape, Images) };
        var executable = new ManagedEngine().Compile(model, new CompileOptions { Threads = threads, Training = Training });
        if (Training is null)
            return new(() => executable.Predict(inputs), () => Samples.Of(executable.Predict(inputs)[0]), executable.Dispose);
        var targets = Batches.Targets(model.OutputShape, Images);
        // Dropout draws its own numbers in every engine, so the loss is compared in inference mode.
        return new(() => executable.TrainStep(inputs, targets), () => [executable.TestStep(inputs, targets).Loss], executable.Dispose);
    }
}
