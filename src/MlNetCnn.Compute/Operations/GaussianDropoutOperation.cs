using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>GaussianDropout: nothing in inference mode; in training each value times a normal number of mean 1 and variance rate / (1 - rate).</summary>
[Runs(typeof(GaussianDropout))]
internal sealed unsafe class GaussianDropoutOperation(OperationSite site) : FactorOperation(site, "gaussian_dropout", ((GaussianDropout)site.Layer).Seed)
{
    private readonly double _rate = ((GaussianDropout)site.Layer).Rate;

    public override bool VariesInTraining => _rate > 0;

    protected override void Draw(NoiseSource noise, nint start, nint count, float* factors)
    {
        var deviation = (float)Math.Sqrt(_rate / (1 - _rate));
        for (nint i = 0; i < count; i += 2)
        {
            var (first, second) = noise.Normals((ulong)(start + i) / 2);
            factors[i] = 1 + deviation * first;
            if (i + 1 < count) factors[i + 1] = 1 + deviation * second;
        }
    }
}
