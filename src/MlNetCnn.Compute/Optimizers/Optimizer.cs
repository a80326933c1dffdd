using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using static System.FormattableString;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// An optimizer as Keras 3 defines it: immutable description and update rule, one file per optimizer. Each step clips the gradients, then decays the weights, then
/// updates them, then averages them.
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

    /// <summary>Each gradient of a larger norm than this is scaled down to it. Default null: none. Only one of the three clips may be set.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>All gradients are scaled down together when their common norm is larger than this. Default null: none.</summary>
    public double? GlobalClipNorm { get; init; }

    /// <summary>Each value of a gradient is clipped to [-clipValue, clipValue]. Default null: none.</summary>
    public double? ClipValue { get; init; }

    /// <summary>
    /// Whether an exponential moving average of each weight is kept: a = m a + (1 - m) w after each step, the first step's weights to begin with (Keras's
    /// <c>use_ema</c>). The averages become the weights at the end of training, and before that as <see cref="EmaOverwriteFrequency"/> says. Default false.
    /// </summary>
    public bool UseEma { get; init; }

    /// <summary>m of the moving average, 0 to 1. Default 0.99.</summary>
    public double EmaMomentum { get; init; } = 0.99;

    /// <summary>Every so many steps the weights are overwritten by their averages. Default null: not before the end.</summary>
    public int? EmaOverwriteFrequency { get; init; }

    /// <summary>
    /// So many batches make one update (Keras's <c>gradient_accumulation_steps</c>), at least 2: the mean of their gradients is clipped and used as one step's, and in
    /// between the optimizer leaves the weights alone. Batches of one size thus train as one batch of all of them, but for batch normalization, which sees each by
    /// itself. As in Keras, bias corrections and <see cref="EmaOverwriteFrequency"/> count updates, and everything else counts batches: moving averages take in the
    /// weights after each batch, weights are overwritten by their averages after each batch on the way to the update that is due, and constraints hold after each
    /// batch. The learning rate and <see cref="WeightDecay"/> are those of the batch that updates. What is accumulated is part of the optimizer's state; at the end of
    /// training an unfinished sum is dropped. Default null: each batch updates.
    /// </summary>
    public int? GradientAccumulationSteps { get; init; }

    /// <summary>Checks the options that every optimizer has, alone and together; an engine calls it before it trains.</summary>
    /// <exception cref="ArgumentException">Some do not fit; the message lists all that do not.</exception>
    public void Validate()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0) throw new ArgumentException($"The optimizer '{Name}' cannot run: {string.Join(" ", problems)}");
    }

    /// <summary>Makes the state of one weight.</summary>
    /// <param name="count">Values of the weight.</param>
    internal abstract OptimizerState CreateState(int count);

    /// <summary>Writes the optimizer's own settings under Keras's names; <see cref="OptimizerConfig"/> writes those that all have.</summary>
    internal abstract void WriteConfig(JsonObject config);

    /// <summary>The single numbers that Keras keeps between the learning rate and the slots, after so many updates.</summary>
    internal virtual IReadOnlyList<(string Name, double Value)> Scalars(long updates) => [];

    /// <summary>Whether the slots of one weight lie together in files from before tf.keras 2.11 too, instead of all weights' first slots, then all their second ones.</summary>
    internal virtual bool SlotsLieTogether => false;

    /// <summary>Whether a variable that follows the slots of an older Keras's file, one for each weight, holds nothing.</summary>
    internal virtual bool IsUnused(SavedVariable variable, Weight weight) => false;

    /// <summary>Why a training by such an optimizer cannot go on; null when it can.</summary>
    internal virtual string? WhyNotContinued(OptimizerGeneration generation) => null;

    private protected static double Check(double value, string name, double low, double high) => value >= low && value <= high
        ? value
        : throw new ArgumentOutOfRangeException(name, value, Invariant($"{name} lies between {low} and {high}."));

    private protected static double CheckNotNegative(double value, string name) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");

    private IEnumerable<string> Problems()
    {
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) yield return Invariant($"LearningRate must be positive and finite, not {LearningRate}.");
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) yield return Invariant($"WeightDecay must be finite and not negative, not {WeightDecay}.");
        (string Name, double? Value)[] clips = [(nameof(ClipNorm), ClipNorm), (nameof(GlobalClipNorm), GlobalClipNorm), (nameof(ClipValue), ClipValue)];
        foreach (var (name, value) in clips)
            if (value is { } limit && !(limit > 0 && double.IsFinite(limit))) yield return Invariant($"{name} must be positive and finite, not {limit}; leave it null for no clipping.");
        string[] set = [.. clips.Where(c => c.Value is not null).Select(c => Invariant($"{c.Name} = {c.Value}"))];
        if (set.Length > 1) yield return $"Only one of ClipNorm, GlobalClipNorm and ClipValue may be set, not {string.Join(" and ", set)}.";
        if (!(EmaMomentum >= 0 && EmaMomentum <= 1)) yield return Invariant($"EmaMomentum lies between 0 and 1, not {EmaMomentum}.");
        if (EmaOverwriteFrequency is < 1) yield return Invariant($"EmaOverwriteFrequency is a number of steps from 1, not {EmaOverwriteFrequency}; leave it null for the end of training.");
        if (GradientAccumulationSteps is < 2) yield return Invariant($"GradientAccumulationSteps is a number of batches from 2, not {GradientAccumulationSteps}; leave it null to update after each.");
    }
}
