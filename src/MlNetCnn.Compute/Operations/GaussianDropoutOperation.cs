using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>GaussianDropout: nothing in inference mode; in training each value times a normal number of mean 1 and variance rate / (1 - rate).</summary>
[Runs(typeof(GaussianDropout))]
internal sealed unsafe class GaussianDropoutOperation(OperationSite site) : FactorOperation(site, "gaussian_dropout", ((GaussianDropout)site.Layer).Seed)
{
    private readonly double _rate = ((GaussianDropout)site.Layer).Rate;

    public override bool VariesInTraining => _rate > 0;

    /// <summary>The standard deviation of what dropout at a rate would multiply by.</summary>
    public static float Deviation(double rate) => (float)Math.Sqrt(rate / (1 - rate));

    /// <summary>Normal numbers for the values start .. start + count - 1; two neighbours share their bits.</summary>
    /// <param name="noise">Random bits.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="deviation">Their standard deviation.</param>
    /// <param name="start">First value, even.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">Where they go.</param>
    public static void Draw(NoiseSource noise, float mean, float deviation, nint start, nint count, float* target)
    {
        for (nint i = 0; i < count; i += 2)
        {
            var (first, second) = noise.Normals((ulong)(start + i) / 2);
            target[i] = mean + deviation * first;
            if (i + 1 < count) target[i + 1] = mean + deviation * second;
        }
    }

    protected override void Draw(NoiseSource noise, nint start, nint count, float* factors) => Draw(noise, 1, Deviation(_rate), start, count, factors);
}
