using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.Compute;

/// <summary>How an executable trains: what Keras's <c>compile()</c> takes.</summary>
public sealed record TrainingOptions
{
    /// <summary>The optimizer and its rates.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>The loss, averaged over the batch.</summary>
    public required Loss Loss { get; init; }

    /// <summary>
    /// Discriminative learning rates (Howard and Ruder, 2018): factors of <see cref="IExecutable.LearningRate"/>, finite and at least 0, by layer. A name is a layer's;
    /// for a layer inside a nested model it is <c>outer/inner</c>; a nested model's own name stands for all its layers, and the more specific name wins. The rate of a
    /// weight's update, and of its decoupled <see cref="Optimizer.WeightDecay"/>, is LearningRate times its factor, which is 1 for layers that are not named. With 0
    /// the layer's trainable weights, and what the optimizer keeps about them, stay as they are bit for bit, constraints included; its gradients still count in
    /// <see cref="Optimizer.GlobalClipNorm"/>, and statistics of batch normalization still move: freeze a layer (<c>Trainable = false</c>) to leave it out
    /// altogether. A layer that does not train may be named. Read when the model is compiled. Default null: all 1.
    /// </summary>
    /// <remarks>
    /// Compilation throws an <see cref="ArgumentException"/> for names that are no layers (it lists the nearest), factors out of range, and weights shared by layers of
    /// different factors.
    /// </remarks>
    public IReadOnlyDictionary<string, double>? LearningRateMultipliers { get; init; }

    /// <summary>Seed of dropout and other noise. Default 0.</summary>
    public long Seed { get; init; }
}
