namespace MlNetCnn.Compute.Losses;

/// <summary>Label smoothing: t (1 - a) + a / classes.</summary>
internal static class Smoothing
{
    public static double Check(double labelSmoothing) => labelSmoothing is >= 0 and <= 1
        ? labelSmoothing
        : throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing lies between 0 and 1.");

    public static double Apply(double target, double smoothing, int classes) => target * (1 - smoothing) + smoothing / classes;
}
