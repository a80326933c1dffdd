using MlNetCnn.Keras;

namespace MlNetCnn.Compute;

/// <summary>What an executable is compiled for.</summary>
public sealed record CompileOptions
{
    /// <summary>
    /// Names of the layers whose outputs <see cref="IExecutable.Predict"/> returns, in this order; layers that none of them needs are left out.
    /// A layer inside a nested model is named <c>outer/inner</c>. Default: the model's outputs.
    /// </summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>Shapes of the inputs, for models whose own leave dimensions open. Default: the model's.</summary>
    public IReadOnlyList<Shape>? InputShapes { get; init; }

    /// <summary>Threads used at most. Results do not depend on it. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether convolutions are computed by direct sums alone, exact to float32's own roundings (relative error about 1e-6), instead of Winograd's method
    /// where that is faster (about 1e-5, at most 1e-4). Default false.
    /// </summary>
    public bool Precise { get; init; }

    /// <summary>
    /// Ways of convolving as measured (<see cref="ManagedEngine.MeasurePlan"/>); null (the default) for the engine's own estimates, which are the same on every machine.
    /// Not together with <see cref="Precise"/>.
    /// </summary>
    public ConvolutionPlan? ConvolutionPlan { get; init; }

    /// <summary>How to train; null (the default) for prediction alone.</summary>
    public TrainingOptions? Training { get; init; }
}
