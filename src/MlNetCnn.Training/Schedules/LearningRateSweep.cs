namespace MlNetCnn.Training.Schedules;

/// <summary>What <see cref="LearningRateFinder"/> saw: one value per step whose loss was finite.</summary>
/// <param name="Rates">The learning rates, rising.</param>
/// <param name="Losses">The batches' losses before each update.</param>
/// <param name="SmoothedLosses">Their exponential mean, corrected for its start at 0.</param>
/// <param name="Exploded">Whether the loss exploded; otherwise the highest rate was reached.</param>
public sealed record LearningRateSweep(IReadOnlyList<double> Rates, IReadOnlyList<double> Losses, IReadOnlyList<double> SmoothedLosses, bool Exploded)
{
    /// <summary>The rate at which the smoothed loss was lowest; the first of equals. Too high to train with.</summary>
    public double MinimumRate => Rates[IndexOfMinimum];

    /// <summary>A tenth of <see cref="MinimumRate"/>: fastai's rule of thumb.</summary>
    public double TenthOfMinimum => MinimumRate / 10;

    /// <summary>
    /// The rate, up to that of the lowest loss, at which the smoothed loss falls most steeply over the logarithm of the rate (central differences); null where it falls nowhere.
    /// </summary>
    public double? SteepestRate
    {
        get
        {
            double? best = null;
            double steepest = 0;
            for (var i = 1; i <= IndexOfMinimum && i < Rates.Count - 1; i++)
            {
                var slope = (SmoothedLosses[i + 1] - SmoothedLosses[i - 1]) / Math.Log(Rates[i + 1] / Rates[i - 1]);
                if (slope < steepest) (best, steepest) = (Rates[i], slope);
            }

            return best;
        }
    }

    /// <summary>The rate to begin with: <see cref="SteepestRate"/>, or where there is none <see cref="TenthOfMinimum"/>.</summary>
    public double Suggested => SteepestRate ?? TenthOfMinimum;

    private int IndexOfMinimum
    {
        get
        {
            var best = 0;
            for (var i = 1; i < SmoothedLosses.Count; i++)
                if (SmoothedLosses[i] < SmoothedLosses[best]) best = i;
            return best;
        }
    }
}
