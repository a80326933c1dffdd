namespace MlNetCnn.Compute.Losses;

/// <summary>The factor of the focal losses.</summary>
internal static class Focus
{
    public static double CheckGamma(double gamma) => gamma >= 0 && double.IsFinite(gamma)
        ? gamma
        : throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma must be finite and not negative.");

    /// <summary>x^gamma and its derivative, which is taken for 0 where it is infinite (x = 0, gamma below 1).</summary>
    public static double Power(double x, double gamma, out double slope)
    {
        slope = gamma == 0 || (x == 0 && gamma < 1) ? 0 : gamma == 2 ? 2 * x : gamma * Math.Pow(x, gamma - 1);
        return gamma == 2 ? x * x : Math.Pow(x, gamma);
    }
}
