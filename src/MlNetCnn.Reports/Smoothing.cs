namespace MlNetCnn.Reports;

/// <summary>Smoothing of noisy curves.</summary>
public static class Smoothing
{
    /// <summary>
    /// Exponential moving average: <c>s[0] = x[0]</c>, <c>s[i] = factor * s[i-1] + (1 - factor) * x[i]</c>. The function
    /// <c>smooth_curve</c> of F. Chollet, "Deep Learning with Python" (2018), section 5.3.
    /// </summary>
    /// <param name="values">The raw values. One that is not finite stays as it is in the result and does not enter the average.</param>
    /// <param name="factor">Weight of the past, from 0 (no smoothing) to below 1; default 0.8.</param>
    /// <returns>As many values as were given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not in [0, 1).</exception>
    public static double[] Exponential(IEnumerable<double> values, double factor = 0.8)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!(factor is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The smoothing factor is from 0 (no smoothing) to below 1.");
        var smoothed = values.ToArray();
        var average = double.NaN;
        for (var i = 0; i < smoothed.Length; i++)
        {
            if (!double.IsFinite(smoothed[i])) continue;
            average = double.IsNaN(average) ? smoothed[i] : average * factor + smoothed[i] * (1 - factor);
            smoothed[i] = average;
        }

        return smoothed;
    }
}
