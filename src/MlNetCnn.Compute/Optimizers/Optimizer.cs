namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// An optimizer as Keras 3 defines it: immutable description and update rule, one file per optimizer. Each step clips the gradients, then decays the weights, then
/// updates them.
/// </summary>
/// <param name="LearningRate">Step size, positive.</param>
public abstract record Optimizer(double LearningRate)
{
    /// <summary>Keras's name, e.g. <c>rmsprop</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Step size, positive.</summary>
    public double LearningRate { get; init; } = LearningRate > 0 && double.IsFinite(LearningRate)
        ? LearningRate
        : throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate must be positive.");

    /// <summary>Before each update, w -= w * weightDecay * learningRate (decoupled, Keras's <c>weight_decay</c>). Default 0: none.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Each gradient of a larger norm than this is scaled down to it. Default null: none.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>All gradients are scaled down together when their common norm is larger than this. Default null: none.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>Each value of a gradient is clipped to [-clipValue, clipValue]. Default null: none.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Makes the state of one weight.</summary>
    /// <param name="count">Values of the weight.</param>
    internal abstract OptimizerState CreateState(int count);

    private protected static double Check(double value, string name, double low, double high) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} lies between {low} and {high}."));
}
