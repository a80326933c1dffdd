using MlNetCnn.Compute;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.Benchmarks.Peers;

/// <summary>How a peer trains.</summary>
/// <param name="Loss">Keras's name of the loss.</param>
/// <param name="Optimizer"><c>rmsprop</c> or <c>adam</c>.</param>
/// <param name="LearningRate">Its rate.</param>
internal sealed record PeerTraining(string Loss, string Optimizer, double LearningRate)
{
    /// <summary>Decay of RMSprop's mean square.</summary>
    public double Rho { get; init; }

    /// <summary>Adam's decay of the mean.</summary>
    public double Beta1 { get; init; }

    /// <summary>Adam's decay of the square.</summary>
    public double Beta2 { get; init; }

    /// <summary>Keeps the division finite.</summary>
    public double Epsilon { get; init; }

    /// <summary>Of our options.</summary>
    /// <exception cref="NotSupportedException">The peers' script does not know the optimizer or the loss.</exception>
    public static PeerTraining Of(TrainingOptions options)
    {
        if (options.Loss is not (BinaryCrossentropy { FromLogits: false, LabelSmoothing: 0 } or SparseCategoricalCrossentropy { FromLogits: false }))
            throw new NotSupportedException($"The peers do not know the loss {options.Loss}.");
        return options.Optimizer switch
        {
            RmsProp { Momentum: 0, Centered: false } r => new(options.Loss.Name, r.Name, r.LearningRate) { Rho = r.Rho, Epsilon = r.Epsilon },
            Adam { AmsGrad: false } a => new(options.Loss.Name, a.Name, a.LearningRate) { Beta1 = a.Beta1, Beta2 = a.Beta2, Epsilon = a.Epsilon },
            var other => throw new NotSupportedException($"The peers do not know the optimizer {other}."),
        };
    }
}
