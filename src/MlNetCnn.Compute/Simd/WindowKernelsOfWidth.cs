using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>Window kernels of one vector width, vectors along channels. The last channels go one by one with the same roundings.</summary>
internal sealed unsafe partial class WindowKernels<TSimd, TVector> : WindowKernels
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override void MaxPool(Windows windows, float* picture, int outputRow, float* target)
    {
        if (IsPairs(windows) && 2 * outputRow + 1 < windows.Height && 2 * windows.OutWidth <= windows.Width) MaxPairs(windows, picture, outputRow, target);
        else Pool(windows, picture, outputRow, target, average: false);
    }

    public override void AveragePool(Windows windows, float* picture, int outputRow, float* target) => Pool(windows, picture, outputRow, target, average: true);

    private static void Pool(Windows windows, float* picture, int outputRow, float* target, bool average)
    {
        var (firstY, endY, top) = Clip(outputRow, windows.Strides.Height, windows.PadTop, windows.Size.Height, 1, windows.Height);
        var channels = windows.Channels;
        nint stepX = channels, stepY = (nint)windows.Width * channels;
        var width = TSimd.Width;
        var start = average ? 0 : float.NegativeInfinity;
        for (var ox = 0; ox < windows.OutWidth; ox++, target += channels)
        {
            var (firstX, endX, left) = Clip(ox, windows.Strides.Width, windows.PadLeft, windows.Size.Width, 1, windows.Width);
            var corner = picture + ((nint)top * windows.Width + left) * channels;
            float count = (endY - firstY) * (endX - firstX);
            nint c = 0;
            for (; c <= channels - width; c += width)
            {
                var value = TSimd.Broadcast(start);
                for (var ky = firstY; ky < endY; ky++)
                {
                    var x = corner + ky * stepY + firstX * stepX + c;
                    for (var kx = firstX; kx < endX; kx++, x += stepX) value = average ? TSimd.Add(value, TSimd.Load(x)) : TSimd.Max(value, TSimd.Load(x));
                }

                TSimd.Store(average ? TSimd.Divide(value, TSimd.Broadcast(count)) : value, target + c);
            }

            for (; c < channels; c++)
            {
                var value = start;
                for (var ky = firstY; ky < endY; ky++)
                    for (var kx = firstX; kx < endX; kx++)
                    {
                        var x = corner[ky * stepY + kx * stepX + c];
                        value = average ? value + x : value > x ? value : x;
                    }

                target[c] = average ? value / count : value;
            }
        }
    }

    /// <summary>The part of a window along one axis that lies on the picture, and where the window begins.</summary>
    private static (int First, int End, int Origin) Clip(int output, int stride, int pad, int size, int dilation, int input)
    {
        var origin = output * stride - pad;
        var first = origin >= 0 ? 0 : (-origin + dilation - 1) / dilation;
        var end = Math.Min(size, (input - origin + dilation - 1) / dilation);
        return (first, Math.Max(first, end), origin);
    }
}
