using System.Globalization;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Display;

/// <summary>A training's figures in words, as Keras names them.</summary>
internal static class TrainingFigures
{
    /// <summary>An ended epoch in a line: <c>epoch 3/30: accuracy 0.7100, loss 0.5612, val_accuracy 0.6950, val_loss 0.5871; 12.3 s, 456 images/s</c>.</summary>
    public static string Epoch(EpochProgress epoch) =>
        $"{Count(epoch.Epoch, epoch.Epochs)}: {Values(epoch.Values)}; {Seconds(epoch.Elapsed)}, {Speed(epoch.SamplesPerSecond)}";

    /// <summary><c>epoch 3/30</c>.</summary>
    public static string Count(int epoch, int epochs) => string.Create(CultureInfo.InvariantCulture, $"epoch {epoch}/{epochs}");

    /// <summary><c>accuracy 0.7100, loss 0.5612</c>.</summary>
    public static string Values(IEnumerable<KeyValuePair<string, double>> values) => string.Join(", ", values.Select(v => $"{v.Key} {Value(v.Value)}"));

    /// <summary>Three digits where there is room for them: <c>456 images/s</c>, <c>4.56 images/s</c>.</summary>
    public static string Speed(double perSecond)
    {
        if (!double.IsFinite(perSecond) || perSecond < 0) return "- images/s";
        var format = perSecond >= 100 ? "F0" : perSecond >= 10 ? "F1" : "F2";
        return $"{perSecond.ToString(format, CultureInfo.InvariantCulture)} images/s";
    }

    /// <summary>Seconds as <c>m:ss</c> or <c>h:mm:ss</c>; dashes where they are not known.</summary>
    public static string Left(TimeSpan? left)
    {
        if (left is not { } time) return "-:--";
        var seconds = (long)Math.Ceiling(Math.Max(0, time.TotalSeconds));
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:D2}:{seconds % 60:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes}:{seconds % 60:D2}");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F1} s");

    // A learning rate of 1e-5 is not 0.0000.
    private static string Value(double value) =>
        value != 0 && double.IsFinite(value) && Math.Abs(value) is < 1e-3 or >= 1e6
            ? value.ToString("0.00e-00", CultureInfo.InvariantCulture)
            : value.ToString("F4", CultureInfo.InvariantCulture);
}
