using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// RandomContrast: nothing in inference mode; in training clip((x - m) f + m) with m the channel's mean over the picture and f drawn for each picture. With g = dy where nothing
/// was cut, else 0, the gradient is f g + (1 - f) mean(g).
/// </summary>
[Runs(typeof(RandomContrast))]
internal sealed unsafe class RandomContrastOperation(OperationSite site) : TrainingOnlyOperation(site, "random_contrast", ((RandomContrast)site.Layer).Seed)
{
    private readonly RandomContrast _layer = (RandomContrast)site.Layer;
    private readonly int _channels = site.Output[2];

    public override bool BackwardReadsInputs => true;

    private int Positions => Output[0] * Output[1];

    /// <summary>The factor of a picture.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    public static float Draw(RandomContrast layer, NoiseSource noise, int picture) => (float)noise.Uniform((ulong)picture, 1 - layer.Lower, 1 + layer.Upper);

    protected override void Vary(Execution run, NoiseSource noise, float* x, float* y) => run.For(run.Batch, (picture, _) =>
    {
        var factor = Draw(_layer, noise, picture);
        float* from = x + picture * OutputCount, to = y + picture * OutputCount;
        for (var c = 0; c < _channels; c++)
        {
            var mean = Mean(from + c);
            for (var i = c; i < OutputCount; i += _channels) to[i] = Cut((from[i] - mean) * factor + mean);
        }
    });

    protected override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx) => run.For(run.Batch, (picture, _) =>
    {
        var factor = Draw(_layer, noise, picture);
        float* from = x + picture * OutputCount, g = dy + picture * OutputCount, to = dx + picture * OutputCount;
        for (var c = 0; c < _channels; c++)
        {
            var mean = Mean(from + c);
            for (var i = c; i < OutputCount; i += _channels) to[i] = (from[i] - mean) * factor + mean is var v && v == Cut(v) ? g[i] : 0;
            var rest = (1 - factor) * Mean(to + c);
            for (var i = c; i < OutputCount; i += _channels) to[i] = factor * to[i] + rest;
        }
    });

    private float Cut(float value) => Math.Clamp(value, (float)_layer.ValueRange.Lower, (float)_layer.ValueRange.Upper);

    private float Mean(float* channel)
    {
        double sum = 0;
        for (nint i = 0; i < OutputCount; i += _channels) sum += channel[i];
        return (float)(sum / Positions);
    }
}
