namespace MlNetCnn.Compute.Optimizers;

/// <summary>An optimizer as Keras defines it: immutable description and update rule, one file per optimizer.</summary>
/// <param name="LearningRate">Step size, positive.</param>
public abstract record Optimizer(double LearningRate)
{
    /// <summary>Keras's name, e.g. <c>rmsprop</c>.</summary>
    public abstract string Name { get; }
}
