using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>Window kernels of one vector width, vectors along channels. The last channels go one by one with the same roundings.</summary>
internal sealed unsafe partial class WindowKernels<TSimd, TVector> : WindowKernels
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override void Depthwise(Windows windows, float* picture, float* kernel, Epilogue epilogue, int outputRow, float* target)
    {
        var (firstY, endY, top) = Clip(outputRow, windows.Strides.Height, windows.PadTop, windows.Size.Height, windows.Dilation.Height, windows.Height);
        var channels = windows.Channels;
        nint stepX = (nint)windows.Dilation.Width * channels, stepY = (nint)windows.Dilation.Height * windows.Width * channels;
        var width = TSimd.Width;
        TVector low = TSimd.Broadcast(epilogue.Low), high = TSimd.Broadcast(epilogue.High);
        for (var ox = 0; ox < windows.OutWidth; ox++, target += channels)
        {
            var (firstX, endX, left) = Clip(ox, windows.Strides.Width, windows.PadLeft, windows.Size.Width, windows.Dilation.Width, windows.Width);
            var corner = picture + ((nint)top * windows.Width + left) * channels;
            nint c = 0;
            for (; c <= channels - 2 * width; c += 2 * width)
            {
                TVector sum0 = default, sum1 = default;
                for (var ky = firstY; ky < endY; ky++)
                {
                    var x = corner + ky * stepY + firstX * stepX + c;
                    var w = kernel + ((nint)ky * windows.Size.Width + firstX) * channels + c;
                    for (var kx = firstX; kx < endX; kx++, x += stepX, w += channels)
                    {
                        sum0 = TSimd.MultiplyAdd(TSimd.Load(x), TSimd.Load(w), sum0);
                        sum1 = TSimd.MultiplyAdd(TSimd.Load(x + width), TSimd.Load(w + width), sum1);
                    }
                }

                sum0 = TSimd.MultiplyAdd(sum0, TSimd.Load(epilogue.Scale + c), TSimd.Load(epilogue.Shift + c));
                sum1 = TSimd.MultiplyAdd(sum1, TSimd.Load(epilogue.Scale + c + width), TSimd.Load(epilogue.Shift + c + width));
                TSimd.Store(TSimd.Min(high, TSimd.Max(low, sum0)), target + c);
                TSimd.Store(TSimd.Min(high, TSimd.Max(low, sum1)), target + c + width);
            }

            for (; c <= channels - width; c += width)
            {
                TVector sum = default;
                for (var ky = firstY; ky < endY; ky++)
                {
                    var x = corner + ky * stepY + firstX * stepX + c;
                    var w = kernel + ((nint)ky * windows.Size.Width + firstX) * channels + c;
                    for (var kx = firstX; kx < endX; kx++, x += stepX, w += channels) sum = TSimd.MultiplyAdd(TSimd.Load(x), TSimd.Load(w), sum);
                }

                sum = TSimd.MultiplyAdd(sum, TSimd.Load(epilogue.Scale + c), TSimd.Load(epilogue.Shift + c));
                TSimd.Store(TSimd.Min(high, TSimd.Max(low, sum)), target + c);
            }

            for (; c < channels; c++)
            {
                var sum = 0f;
                for (var ky = firstY; ky < endY; ky++)
                    for (var kx = firstX; kx < endX; kx++)
                        sum = MathF.FusedMultiplyAdd(corner[ky * stepY + kx * stepX + c], kernel[((nint)ky * windows.Size.Width + kx) * channels + c], sum);
                sum = MathF.FusedMultiplyAdd(sum, epilogue.Scale[c], epilogue.Shift[c]);
                target[c] = MathF.Min(epilogue.High, MathF.Max(epilogue.Low, sum));
            }
        }

        epilogue.Then?.Forward(target - (nint)windows.OutWidth * channels, target - (nint)windows.OutWidth * channels, windows.OutWidth, channels);
    }

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
