using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomFlip: nothing in inference mode; in training each picture is mirrored with the probability 1/2. The gradient is mirrored back.</summary>
[Runs(typeof(RandomFlip))]
internal sealed unsafe class RandomFlipOperation(OperationSite site) : TrainingOnlyOperation(site, "random_flip", ((RandomFlip)site.Layer).Seed)
{
    private readonly FlipMode _mode = ((RandomFlip)site.Layer).Mode;

    /// <summary>Whether a picture is mirrored.</summary>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    public static bool Flips(NoiseSource noise, int picture) => noise.Bits((ulong)picture) >> 63 == 0;

    protected override void Vary(Execution run, NoiseSource noise, float* x, float* y)
    {
        int height = Output[0], width = Output[1], channels = Output[2], row = width * channels;
        run.For(run.Batch * height, (item, _) =>
        {
            var (picture, line) = Math.DivRem(item, height);
            var flips = Flips(noise, picture);
            var from = x + ((nint)picture * height + (flips && _mode != FlipMode.Horizontal ? height - 1 - line : line)) * row;
            var to = y + (nint)item * row;
            if (!flips || _mode == FlipMode.Vertical)
            {
                new ReadOnlySpan<float>(from, row).CopyTo(new Span<float>(to, row));
                return;
            }

            for (var column = 0; column < width; column++)
                for (var c = 0; c < channels; c++) to[column * channels + c] = from[(width - 1 - column) * channels + c];
        });
    }

    /// <summary>A mirror is its own way back.</summary>
    protected override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx) => Vary(run, noise, dy, dx);
}
