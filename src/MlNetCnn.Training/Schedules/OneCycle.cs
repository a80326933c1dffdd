using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>One cycle of a rising and a falling rate (Smith and Topin, "Super-convergence", 2018), in the form of torch's <c>OneCycleLR</c> with its defaults: two phases, both along half a cosine.</summary>
/// <remarks>
/// From max / divFactor to max at step pctStart * totalSteps - 1, then to max / divFactor / finalDivFactor at step totalSteps - 1; it stays there. torch also cycles the momentum; this
/// does not.
/// </remarks>
public sealed record OneCycle : LearningRateSchedule
{
    private readonly double _maxLr;
    private readonly int _totalSteps;
    private readonly double _pctStart;
    private readonly double _divFactor;
    private readonly double _finalDivFactor;

    /// <summary>Makes the schedule.</summary>
    /// <param name="maxLr">The highest rate. Above 0.</param>
    /// <param name="totalSteps">Steps of the cycle. At least 2, and so many that the rise has at least one: pctStart * totalSteps above 1.</param>
    /// <param name="pctStart">The part of the steps in which the rate rises. Above 0 and below 1; default 0.3.</param>
    /// <param name="divFactor">What the highest rate is divided by at the beginning. Above 0; default 25.</param>
    /// <param name="finalDivFactor">What the rate of the beginning is divided by at the end. Above 0; default 10,000.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public OneCycle(double maxLr, int totalSteps, double pctStart = 0.3, double divFactor = 25, double finalDivFactor = 1e4)
    {
        new OptionErrors(nameof(OneCycle))
            .Require(maxLr > 0 && double.IsFinite(maxLr), nameof(maxLr), maxLr, "finite and above 0")
            .Require(totalSteps >= 2, nameof(totalSteps), totalSteps, "at least 2")
            .Require(pctStart is > 0 and < 1 && pctStart * totalSteps > 1, nameof(pctStart), pctStart, "above 0 and below 1, with pctStart * totalSteps above 1")
            .Require(divFactor > 0 && double.IsFinite(divFactor), nameof(divFactor), divFactor, "finite and above 0")
            .Require(finalDivFactor > 0 && double.IsFinite(finalDivFactor), nameof(finalDivFactor), finalDivFactor, "finite and above 0")
            .ThrowIfAny();
        (_maxLr, _totalSteps, _pctStart, _divFactor, _finalDivFactor) = (maxLr, totalSteps, pctStart, divFactor, finalDivFactor);
    }

    /// <inheritdoc/>
    public override double At(double step)
    {
        double first = _maxLr / _divFactor, last = first / _finalDivFactor, peak = _pctStart * _totalSteps - 1, end = _totalSteps - 1;
        return step <= peak ? Anneal(first, _maxLr, step / peak) : Anneal(_maxLr, last, (Math.Min(step, end) - peak) / (end - peak));
    }

    private static double Anneal(double from, double to, double done) => to + (from - to) / 2 * (1 + Math.Cos(Math.PI * done));
}
