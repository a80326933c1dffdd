using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>SpatialDropout2D: nothing in inference mode; in training each channel of each picture is 0 with the probability rate and else divided by 1 - rate.</summary>
[Runs(typeof(SpatialDropout2D))]
internal sealed unsafe class SpatialDropout2DOperation(OperationSite site) : FactorOperation(site, "spatial_dropout2d", ((SpatialDropout2D)site.Layer).Seed)
{
    private readonly double _rate = ((SpatialDropout2D)site.Layer).Rate;

    public override bool VariesInTraining => _rate > 0;

    protected override void Draw(NoiseSource noise, nint start, nint count, float* factors)
    {
        var limit = DropoutFactors.Limit(_rate);
        var keep = DropoutFactors.Keep(_rate);
        nint channels = Output[^1], picture = start / OutputCount, left = OutputCount - start % OutputCount, channel = start % channels;
        for (nint i = 0; i < count; i++)
        {
            factors[i] = DropoutFactors.Drops(noise, limit, (ulong)(picture * channels + channel)) ? 0 : keep;
            if (++channel == channels) channel = 0;
            if (--left > 0) continue;
            left = OutputCount;
            picture++;
        }
    }
}
