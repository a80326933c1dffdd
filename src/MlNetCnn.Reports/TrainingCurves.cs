namespace MlNetCnn.Reports;

/// <summary>
/// The charts of a training run as in F. Chollet, "Deep Learning with Python" (2018), section 5.3: each epoch's value as a dot, and the
/// smoothed curve as a line; training in blue, validation in vermilion.
/// </summary>
/// <remarks>
/// The history maps Keras's names to one value per epoch: a metric, e.g. <c>accuracy</c> or <c>loss</c>, and the same with <c>val_</c> before it for
/// the validation data. A value that is not a number leaves a gap. <c>learning_rate</c> (or <c>lr</c>) is drawn as it is, not smoothed.
/// </remarks>
public static class TrainingCurves
{
    private const string ValidationPrefix = "val_";

    /// <summary>The chart of one metric.</summary>
    /// <param name="history">Values per epoch by name.</param>
    /// <param name="metric">Name without <c>val_</c>, e.g. <c>accuracy</c>.</param>
    /// <param name="smoothing">Weight of the past in <see cref="Smoothing.Exponential"/>; 0 draws the raw values as a line through their dots.</param>
    /// <exception cref="ArgumentException">The history has neither the metric nor its validation counterpart.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing factor is not in [0, 1).</exception>
    public static LineChart Of(IReadOnlyDictionary<string, IReadOnlyList<double>> history, string metric, double smoothing = 0.8)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentException.ThrowIfNullOrEmpty(metric);
        if (!history.ContainsKey(metric) && !history.ContainsKey(ValidationPrefix + metric))
            throw new ArgumentException($"The history has no '{metric}'; it has {string.Join(", ", history.Keys.Order(StringComparer.Ordinal))}.", nameof(metric));
        if (IsRate(metric) && history.TryGetValue(metric, out var rates)) return Rate(rates);
        var label = Label(metric);
        var title = history.ContainsKey(metric) && history.ContainsKey(ValidationPrefix + metric) ? $"Training and validation {label}"
            : history.ContainsKey(metric) ? $"Training {label}" : $"Validation {label}";
        IEnumerable<LineSeries> training = Curves(history, metric, "Training", PaletteColour.Blue, smoothing);
        IEnumerable<LineSeries> validation = Curves(history, ValidationPrefix + metric, "Validation", PaletteColour.Vermilion, smoothing);
        // Dots below lines.
        return new LineChart(title, "Epoch", char.ToUpperInvariant(label[0]) + label[1..], training.Concat(validation).OrderBy(series => series.Style == SeriesStyle.Line));
    }

    /// <summary>One chart for each metric: accuracies first, then losses, then the rest; by name among equals.</summary>
    /// <param name="history">Values per epoch by name.</param>
    /// <param name="smoothing">Weight of the past, as in <see cref="Of"/>.</param>
    /// <returns>The charts by metric, in that order.</returns>
    public static IReadOnlyList<(string Metric, LineChart Chart)> All(IReadOnlyDictionary<string, IReadOnlyList<double>> history, double smoothing = 0.8)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [.. history.Keys
            .Select(name => name.StartsWith(ValidationPrefix, StringComparison.Ordinal) ? name[ValidationPrefix.Length..] : name)
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal)
            .Select(metric => (metric, Of(history, metric, smoothing)))];
    }

    private static int Rank(string metric) => IsAccuracy(metric) ? 0 : metric.EndsWith("loss", StringComparison.Ordinal) ? 1 : 2;

    private static bool IsRate(string metric) => metric is "learning_rate" or "lr";

    /// <summary>A learning rate is set, not measured: nothing to smooth. Where it falls to a tenth or less the axis is logarithmic.</summary>
    private static LineChart Rate(IReadOnlyList<double> rates)
    {
        double[] drawn = [.. rates.Where(double.IsFinite)];
        var wide = drawn.Length > 0 && drawn.Min() > 0 && drawn.Max() >= 10 * drawn.Min();
        return new LineChart("Learning rate", "Epoch", "Learning rate", [LineSeries.PerEpoch("Learning rate", rates, SeriesStyle.Both)]) { YScale = wide ? AxisScale.Logarithmic : AxisScale.Linear };
    }

    private static bool IsAccuracy(string metric) => metric == "acc" || metric.EndsWith("accuracy", StringComparison.Ordinal);

    private static string Label(string metric) => metric == "acc" ? "accuracy" : metric.Replace('_', ' ');

    private static IEnumerable<LineSeries> Curves(IReadOnlyDictionary<string, IReadOnlyList<double>> history, string name, string legend, PaletteColour colour, double smoothing)
    {
        if (!history.TryGetValue(name, out var values)) yield break;
        var smoothed = Smoothing.Exponential(values, smoothing);
        if (smoothing == 0)
        {
            yield return LineSeries.PerEpoch(legend, values, SeriesStyle.Both, colour);
            yield break;
        }

        yield return LineSeries.PerEpoch(legend, values, SeriesStyle.Points, colour);
        yield return LineSeries.PerEpoch($"{legend}, smoothed", smoothed, SeriesStyle.Line, colour);
    }
}
