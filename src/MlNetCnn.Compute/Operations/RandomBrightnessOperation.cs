using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomBrightness: nothing in inference mode; in training clip(x + d) with d drawn for each picture. The gradient is dy where nothing was cut, else 0.</summary>
[Runs(typeof(RandomBrightness))]
internal sealed unsafe class RandomBrightnessOperation(OperationSite site) : TrainingOnlyOperation(site, "random_brightness", ((RandomBrightness)site.Layer).Seed)
{
    private readonly FactorRange _factor = ((RandomBrightness)site.Layer).Factor;
    private readonly FactorRange _range = ((RandomBrightness)site.Layer).ValueRange;

    public override bool BackwardReadsInputs => true;

    protected override void Vary(Execution run, NoiseSource noise, float* x, float* y) => run.For(run.Batch, (picture, _) =>
    {
        var (offset, vectors) = (picture * OutputCount, run.Kernels.Vectors);
        vectors.Affine(x + offset, y + offset, OutputCount, 1, Draw(noise, picture));
        vectors.Clamp(y + offset, y + offset, OutputCount, (float)_range.Lower, (float)_range.Upper);
    });

    protected override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx) => run.For(run.Batch, (picture, _) =>
    {
        var added = Draw(noise, picture);
        float low = (float)_range.Lower, high = (float)_range.Upper;
        for (var i = picture * OutputCount; i < (picture + 1) * OutputCount; i++) dx[i] = x[i] + added is var v && v >= low && v <= high ? dy[i] : 0;
    });

    private float Draw(NoiseSource noise, int picture) => (float)(noise.Uniform((ulong)picture, _factor.Lower, _factor.Upper) * (_range.Upper - _range.Lower));
}
