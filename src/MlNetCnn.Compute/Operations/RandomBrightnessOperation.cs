using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomBrightness: nothing in inference mode; in training clip(x + d) with d drawn for each picture. The gradient is dy where nothing was cut, else 0.</summary>
[Runs(typeof(RandomBrightness))]
internal sealed unsafe class RandomBrightnessOperation(OperationSite site) : TrainingOnlyOperation(site, "random_brightness", ((RandomBrightness)site.Layer).Seed)
{
    private readonly RandomBrightness _layer = (RandomBrightness)site.Layer;
    private readonly FactorRange _range = ((RandomBrightness)site.Layer).ValueRange;

    public override bool BackwardReadsInputs => true;

    /// <summary>What is added to a picture.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    public static float Draw(RandomBrightness layer, NoiseSource noise, int picture) =>
        (float)(noise.Uniform((ulong)picture, layer.Factor.Lower, layer.Factor.Upper) * (layer.ValueRange.Upper - layer.ValueRange.Lower));

    protected override void Vary(Execution run, NoiseSource noise, float* x, float* y) => run.For(run.Batch, (picture, _) =>
    {
        var (offset, vectors) = (picture * OutputCount, run.Kernels.Vectors);
        vectors.Affine(x + offset, y + offset, OutputCount, 1, Draw(_layer, noise, picture));
        vectors.Clamp(y + offset, y + offset, OutputCount, (float)_range.Lower, (float)_range.Upper);
    });

    protected override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx) => run.For(run.Batch, (picture, _) =>
    {
        var added = Draw(_layer, noise, picture);
        float low = (float)_range.Lower, high = (float)_range.Upper;
        for (var i = picture * OutputCount; i < (picture + 1) * OutputCount; i++) dx[i] = x[i] + added is var v && v >= low && v <= high ? dy[i] : 0;
    });
}
