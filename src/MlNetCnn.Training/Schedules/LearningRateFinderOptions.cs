using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>How <see cref="LearningRateFinder"/> looks.</summary>
public sealed record LearningRateFinderOptions
{
    /// <summary>The rate of the first step. Above 0; default 1e-7.</summary>
    public double MinRate { get; init; } = 1e-7;

    /// <summary>The rate of the last step, if it comes to that. Above <see cref="MinRate"/>; default 10.</summary>
    public double MaxRate { get; init; } = 10;

    /// <summary>Steps at most. At least 2; default 100.</summary>
    public int Steps { get; init; } = 100;

    /// <summary>Examples per step. At least 1; default 20.</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>Seed of the order of examples. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>What the smoothed loss keeps of itself at each step. At least 0 and below 1; default 0.98, fastai's.</summary>
    public double Smoothing { get; init; } = 0.98;

    /// <summary>The test ends when the smoothed loss is more than so many times its lowest value. Above 1; default 4, fastai's.</summary>
    public double ExplosionFactor { get; init; } = 4;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">Some are out of range; the message lists all of them.</exception>
    public void Validate() => new OptionErrors(nameof(LearningRateFinderOptions))
        .Require(MinRate > 0 && double.IsFinite(MinRate), nameof(MinRate), MinRate, "finite and above 0")
        .Require(MaxRate > MinRate && double.IsFinite(MaxRate), nameof(MaxRate), MaxRate, $"finite and above {nameof(MinRate)}")
        .Require(Steps >= 2, nameof(Steps), Steps, "at least 2")
        .Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1")
        .Require(Smoothing is >= 0 and < 1, nameof(Smoothing), Smoothing, "at least 0 and below 1")
        .Require(ExplosionFactor > 1 && double.IsFinite(ExplosionFactor), nameof(ExplosionFactor), ExplosionFactor, "finite and above 1")
        .ThrowIfAny();
}
