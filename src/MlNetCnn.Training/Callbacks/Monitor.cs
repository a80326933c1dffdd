namespace MlNetCnn.Training.Callbacks;

/// <summary>A number of the logs that a callback watches: which it is, and which values of it are better.</summary>
internal static class Monitor
{
    /// <summary>Refuses what no monitor can be.</summary>
    public static void Check(string monitor, MonitorMode mode)
    {
        ArgumentException.ThrowIfNullOrEmpty(monitor);
        if (!Enum.IsDefined(mode)) throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode must be Auto, Min or Max.");
    }

    /// <summary>The monitored number.</summary>
    /// <param name="callback">The callback's name, for the error.</param>
    /// <param name="monitor">Its monitor.</param>
    /// <param name="logs">The epoch's logs.</param>
    /// <exception cref="ArgumentException">
    /// The logs have no such number. Keras only warns, epoch after epoch, and the callback does nothing; whoever named it counts on it, so here it is an error.
    /// </exception>
    public static double Value(string callback, string monitor, IEnumerable<KeyValuePair<string, double>> logs)
    {
        foreach (var (name, value) in logs)
            if (name == monitor) return value;
        var hint = monitor.StartsWith("val_", StringComparison.Ordinal) ? " Numbers that start with val_ need validation data." : "";
        throw new ArgumentException($"{callback} monitors '{monitor}', which is not among the numbers of an epoch: {string.Join(", ", logs.Select(l => l.Key))}.{hint}", nameof(monitor));
    }

    /// <summary>Keras's rule by the metric: a loss is better when lower, a metric as its class says.</summary>
    /// <returns>Whether higher values are better; null where nothing tells.</returns>
    public static bool? HigherIsBetter(string monitor, FitOptions options)
    {
        var name = monitor.StartsWith("val_", StringComparison.Ordinal) ? monitor["val_".Length..] : monitor;
        if (name == "loss") return false;
        // The metric that options without metrics stand for.
        if (options.Metrics is null && name == "accuracy") return true;
        return (options.Metrics ?? []).Concat(options.WeightedMetrics).FirstOrDefault(m => m.Name == name)?.HigherIsBetter;
    }

    /// <summary>
    /// Keras's older rule by the name, of ReduceLROnPlateau and ModelCheckpoint: higher is better where the name has <c>acc</c> in it. Where the metric itself says otherwise
    /// (<c>auc</c>, <c>f1_score</c>, <c>precision</c>: Keras would keep the worst) the fit is told.
    /// </summary>
    public static void WarnOfName(string callback, string monitor, bool higher, FitContext fit)
    {
        if (HigherIsBetter(monitor, fit.Options) is not { } known || known == higher) return;
        var (taken, other) = higher ? ("higher", MonitorMode.Min) : ("lower", MonitorMode.Max);
        fit.Tell($"{callback} takes {taken} values of '{monitor}' as better, by its name as Keras does, but the metric says otherwise: set mode to {other}.");
    }
}
