using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>Dropout: nothing in inference mode; in training each value is 0 with the probability rate (to 2^-32) and else divided by 1 - rate.</summary>
[Runs(typeof(Dropout))]
internal sealed unsafe class DropoutOperation(OperationSite site) : FactorOperation(site, "dropout", ((Dropout)site.Layer).Seed)
{
    private readonly double _rate = ((Dropout)site.Layer).Rate;

    public override bool VariesInTraining => _rate > 0;

    protected override void Draw(NoiseSource noise, nint start, nint count, float* factors)
    {
        var limit = (ulong)(_rate * (1UL << 32));
        var keep = (float)(1 / (1 - _rate));
        nint i = 0;
        for (; i < count - 1; i += 2)
        {
            var bits = noise.Bits((ulong)(start + i) / 2);
            factors[i] = (uint)bits < limit ? 0 : keep;
            factors[i + 1] = bits >> 32 < limit ? 0 : keep;
        }

        if (i < count) factors[i] = (uint)noise.Bits((ulong)(start + i) / 2) < limit ? 0 : keep;
    }
}
