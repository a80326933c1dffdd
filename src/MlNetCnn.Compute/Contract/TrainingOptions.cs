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

    /// <summary>Seed of dropout and other noise. Default 0.</summary>
    public long Seed { get; init; }
}
