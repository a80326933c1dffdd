using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>The way forward along a row of outputs. A whole window of 3 x 3 runs along the row with its filter's nine vectors in registers.</summary>
internal sealed unsafe partial class DepthwiseKernels<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    private static void ForwardVector(Windows windows, float* picture, float* kernel, Epilogue epilogue, nint channel, int outputRow, float* target)
    {
        var (firstY, endY, top) = Clip(outputRow, windows.Strides.Height, windows.PadTop, windows.Size.Height, windows.Dilation.Height, windows.Height);
        TVector low = TSimd.Broadcast(epilogue.Low), high = TSimd.Broadcast(epilogue.High);
        TVector scale = TSimd.Load(epilogue.Scale + channel), shift = TSimd.Load(epilogue.Shift + channel);
        var line = picture + (nint)top * windows.Width * windows.Channels;
        int first = 0, end = 0;
        if (windows.Size is { Height: 3, Width: 3 } && firstY == 0 && endY == 3)
        {
            // The outputs whose windows lie whole on the picture.
            first = windows.ColumnsWith(0).First;
            end = Math.Max(first, windows.ColumnsWith(2).End);
            Whole3x3(windows, line, kernel, first, end, scale, shift, low, high, target);
        }

        for (var ox = 0; ox < windows.OutWidth; ox++)
        {
            if (ox == first) ox = end;
            if (ox >= windows.OutWidth) break;
            var sum = Window(windows, line, kernel, firstY, endY, ox);
            TSimd.Store(TSimd.Min(high, TSimd.Max(low, TSimd.MultiplyAdd(sum, scale, shift))), target + (nint)ox * windows.Channels);
        }
    }

    private static TVector Window(Windows windows, float* line, float* kernel, int firstY, int endY, int ox)
    {
        var (firstX, endX, left) = Clip(ox, windows.Strides.Width, windows.PadLeft, windows.Size.Width, windows.Dilation.Width, windows.Width);
        nint stepX = (nint)windows.Dilation.Width * windows.Channels, stepY = (nint)windows.Dilation.Height * windows.Width * windows.Channels;
        TVector sum = default;
        for (var ky = firstY; ky < endY; ky++)
        {
            var x = line + (nint)left * windows.Channels + ky * stepY + firstX * stepX;
            var w = kernel + ((nint)ky * windows.Size.Width + firstX) * windows.Channels;
            for (var kx = firstX; kx < endX; kx++, x += stepX, w += windows.Channels) sum = TSimd.MultiplyAdd(TSimd.Load(x), TSimd.Load(w), sum);
        }

        return sum;
    }

    private static void Whole3x3(
        Windows windows, float* line, float* kernel, int first, int end, TVector scale, TVector shift, TVector low, TVector high, float* target)
    {
        nint channels = windows.Channels, stepX = windows.Dilation.Width * channels, stepY = (nint)windows.Dilation.Height * windows.Width * channels;
        nint step = windows.Strides.Width * channels;
        TVector w0 = TSimd.Load(kernel), w1 = TSimd.Load(kernel + channels), w2 = TSimd.Load(kernel + 2 * channels);
        TVector w3 = TSimd.Load(kernel + 3 * channels), w4 = TSimd.Load(kernel + 4 * channels), w5 = TSimd.Load(kernel + 5 * channels);
        TVector w6 = TSimd.Load(kernel + 6 * channels), w7 = TSimd.Load(kernel + 7 * channels), w8 = TSimd.Load(kernel + 8 * channels);
        var a = line + ((nint)first * windows.Strides.Width - windows.PadLeft) * channels;
        float* b = a + stepY, c = b + stepY;
        target += first * channels;
        for (var ox = first; ox < end; ox++, a += step, b += step, c += step, target += channels)
        {
            var sum = TSimd.MultiplyAdd(TSimd.Load(a), w0, default);
            sum = TSimd.MultiplyAdd(TSimd.Load(a + stepX), w1, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(a + 2 * stepX), w2, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(b), w3, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(b + stepX), w4, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(b + 2 * stepX), w5, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(c), w6, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(c + stepX), w7, sum);
            sum = TSimd.MultiplyAdd(TSimd.Load(c + 2 * stepX), w8, sum);
            TSimd.Store(TSimd.Min(high, TSimd.Max(low, TSimd.MultiplyAdd(sum, scale, shift))), target);
        }
    }

    private static void ForwardOneByOne(Windows windows, float* picture, float* kernel, Epilogue epilogue, int outputRow, float* target)
    {
        var channels = windows.Channels;
        var (firstY, endY, top) = Clip(outputRow, windows.Strides.Height, windows.PadTop, windows.Size.Height, windows.Dilation.Height, windows.Height);
        nint stepX = (nint)windows.Dilation.Width * channels, stepY = (nint)windows.Dilation.Height * windows.Width * channels;
        for (var ox = 0; ox < windows.OutWidth; ox++, target += channels)
        {
            var (firstX, endX, left) = Clip(ox, windows.Strides.Width, windows.PadLeft, windows.Size.Width, windows.Dilation.Width, windows.Width);
            var corner = picture + ((nint)top * windows.Width + left) * channels;
            for (nint c = 0; c < channels; c++)
            {
                var sum = 0f;
                for (var ky = firstY; ky < endY; ky++)
                    for (var kx = firstX; kx < endX; kx++)
                        sum = MathF.FusedMultiplyAdd(corner[ky * stepY + kx * stepX + c], kernel[((nint)ky * windows.Size.Width + kx) * channels + c], sum);
                sum = MathF.FusedMultiplyAdd(sum, epilogue.Scale[c], epilogue.Shift[c]);
                target[c] = MathF.Min(epilogue.High, MathF.Max(epilogue.Low, sum));
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
