using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Reads each picture through an affine map (Keras's <c>ops.image.affine_transform</c>): bilinear between the four pixels about a place, or the nearest one, halves away from
/// zero as TensorFlow and JAX round. Pixels beyond the edges are found by the fill mode. The gradient goes back to the pixels that were read, by their shares.
/// </summary>
internal abstract unsafe class RandomTransformOperation(OperationSite site, string purpose) : TrainingOnlyOperation(site, purpose, ((RandomTransform)site.Layer).Seed)
{
    private readonly int _channels = site.Output[2];
    private readonly TransformFill _fill = ((RandomTransform)site.Layer).FillMode;
    private readonly bool _nearest = ((RandomTransform)site.Layer).Interpolation == Interpolation.Nearest;
    private readonly float _fillValue = (float)((RandomTransform)site.Layer).FillValue;

    protected int Height { get; } = site.Output[0];

    protected int Width { get; } = site.Output[1];

    /// <summary>Draws the map of one picture.</summary>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    protected abstract AffineMap Draw(NoiseSource noise, int picture);

    protected sealed override void Vary(Execution run, NoiseSource noise, float* x, float* y)
    {
        AffineMap[] maps = [.. Enumerable.Range(0, run.Batch).Select(picture => Draw(noise, picture))];
        run.For(run.Batch * Height, (item, _) =>
        {
            var (picture, row) = Math.DivRem(item, Height);
            float* source = x + picture * OutputCount, target = y + (nint)item * Width * _channels;
            for (var column = 0; column < Width; column++, target += _channels)
            {
                var taps = Find(maps[picture], column, row);
                for (var c = 0; c < _channels; c++)
                    target[c] = taps.W00 * Read(source, taps.P00, c) + taps.W01 * Read(source, taps.P01, c) + taps.W10 * Read(source, taps.P10, c) + taps.W11 * Read(source, taps.P11, c);
            }
        });
    }

    protected sealed override void VaryBack(Execution run, NoiseSource noise, float* x, float* dy, float* dx) => run.For(run.Batch, (picture, _) =>
    {
        var map = Draw(noise, picture);
        var target = dx + picture * OutputCount;
        new Span<float>(target, (int)OutputCount).Clear();
        var source = dy + picture * OutputCount;
        for (var row = 0; row < Height; row++)
            for (var column = 0; column < Width; column++, source += _channels)
            {
                var taps = Find(map, column, row);
                for (var c = 0; c < _channels; c++)
                {
                    if (taps.P00 >= 0) target[taps.P00 + c] += taps.W00 * source[c];
                    if (taps.P01 >= 0) target[taps.P01 + c] += taps.W01 * source[c];
                    if (taps.P10 >= 0) target[taps.P10 + c] += taps.W10 * source[c];
                    if (taps.P11 >= 0) target[taps.P11 + c] += taps.W11 * source[c];
                }
            }
    });

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Read(float* picture, int place, int channel) => place < 0 ? _fillValue : picture[place + channel];

    private Taps Find(AffineMap map, int column, int row)
    {
        double x = map.A0 * column + map.A1 * row + map.A2, y = map.B0 * column + map.B1 * row + map.B2;
        if (_nearest) return new Taps(Place((int)Math.Round(x, MidpointRounding.AwayFromZero), (int)Math.Round(y, MidpointRounding.AwayFromZero)), -1, -1, -1, 1, 0, 0, 0);
        double left = Math.Floor(x), top = Math.Floor(y);
        var (l, t) = ((int)left, (int)top);
        float right = (float)(x - left), bottom = (float)(y - top);
        return new Taps(
            Place(l, t), Place(l + 1, t), Place(l, t + 1), Place(l + 1, t + 1), (1 - bottom) * (1 - right), (1 - bottom) * right, bottom * (1 - right), bottom * right);
    }

    /// <summary>Where a pixel's channels begin; -1 where the fill value stands.</summary>
    private int Place(int x, int y)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
        {
            if (_fill == TransformFill.Constant) return -1;
            (x, y) = (Inside(x, Width), Inside(y, Height));
        }

        return (y * Width + x) * _channels;
    }

    private int Inside(int index, int size)
    {
        if (_fill == TransformFill.Nearest) return Math.Clamp(index, 0, size - 1);
        var period = _fill == TransformFill.Wrap ? size : 2 * size;
        var place = ((index % period) + period) % period;
        return place < size ? place : period - 1 - place;
    }

    /// <summary>The four pixels about a place and their shares.</summary>
    private readonly record struct Taps(int P00, int P01, int P10, int P11, float W00, float W01, float W10, float W11);
}
