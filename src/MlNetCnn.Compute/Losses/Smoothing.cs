namespace MlNetCnn.Compute.Losses;

/// <summary>Label smoothing: t (1 - a) + a / classes.</summary>
internal static class Smoothing
{
    public static double Check(double labelSmoothing) => labelSmoothing is >= 0 and <= 1
        ? labelSmoothing
        : throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing lies between 0 and 1.");

    /// <summary>A target of two classes.</summary>
    public static double Binary(double target, double smoothing) => target * (1 - smoothing) + smoothing / 2;
}
