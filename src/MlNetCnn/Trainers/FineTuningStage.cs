using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn;

/// <summary>
/// The second stage of section 5.3.2 of the Keras book: when the new head has learnt over a frozen base, the base's last layers are unfrozen and trained together with it, at
/// a lower rate. The optimizer starts anew, as after Keras's second <c>compile</c>.
/// </summary>
public sealed record FineTuningStage
{
    /// <summary>The first layer to train, e.g. <c>block5_conv1</c>; see <c>Model.Unfreeze</c>. Those before it stay frozen.</summary>
    public required string UnfreezeFrom { get; init; }

    /// <summary>The optimizer. Default RMSprop with a learning rate of 1e-5.</summary>
    public Optimizer Optimizer { get; init; } = new RmsProp(1e-5);

    /// <summary>Passes over the training data, beside those of the first stage. Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>What looks on in this stage and may act, in this order. Its epochs count from 0 again. Default none.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    internal void Check(OptionErrors errors, string property) => errors
        .Require(!string.IsNullOrWhiteSpace(UnfreezeFrom), $"{property}.{nameof(UnfreezeFrom)}", $"'{UnfreezeFrom}'", "the name of a layer")
        .Require(Optimizer is not null, $"{property}.{nameof(Optimizer)}", Optimizer, "given")
        .Require(Epochs >= 1, $"{property}.{nameof(Epochs)}", Epochs, "at least 1")
        .Require(Callbacks is not null && Callbacks.All(c => c is not null), $"{property}.{nameof(Callbacks)} is null or holds a null.");
}
