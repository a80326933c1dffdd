using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training;

/// <summary>All that a fit needs to go on as if it had not been interrupted.</summary>
internal sealed record FitState
{
    /// <summary>The epoch that runs, or, with no step of it done, the next.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps of that epoch done. (Pass and place in the pass follow from epoch and step.)</summary>
    public required int Step { get; init; }

    public required long Iterations { get; init; }

    public required bool StopTraining { get; init; }

    public required WeightSnapshot Weights { get; init; }

    /// <summary>The learning rate is in it.</summary>
    public required OptimizerSnapshot Optimizer { get; init; }

    public required int? BestEpoch { get; init; }

    public required double BestLoss { get; init; }

    /// <summary>Weights of the best epoch; those of before training when none has ended.</summary>
    public required WeightSnapshot Best { get; init; }

    public required IReadOnlyList<KeyValuePair<string, double[]>> History { get; init; }

    /// <summary>Loss and metrics of the epoch that ended last, for OnTrainEnd.</summary>
    public required IReadOnlyDictionary<string, double> Logs { get; init; }

    /// <summary>Sums of the epoch that runs; empty between epochs.</summary>
    public required IReadOnlyList<double[]> Running { get; init; }

    /// <summary>One per callback.</summary>
    public required IReadOnlyList<CallbackState?> Callbacks { get; init; }
}
