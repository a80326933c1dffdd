using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>
/// Depthwise kernels of one vector width. Where the channels are no whole vectors, the last vector begins earlier and does some of them twice; channels that do
/// not fill one vector go one by one, with the same roundings.
/// </summary>
internal sealed unsafe partial class DepthwiseKernels<TSimd, TVector> : DepthwiseKernels
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override void Forward(Windows windows, float* picture, float* kernel, Epilogue epilogue, int outputRow, float* target)
    {
        var channels = windows.Channels;
        var width = TSimd.Width;
        if (channels < width) ForwardOneByOne(windows, picture, kernel, epilogue, outputRow, target);
        else
            for (nint c = 0; c < channels; c += width)
            {
                var at = Math.Min(c, channels - width);
                ForwardVector(windows, picture + at, kernel + at, epilogue, at, outputRow, target + at);
            }

        epilogue.Then?.Forward(target, target, windows.OutWidth, channels);
    }

    public override void InputGradient(Windows windows, float* gradients, float* kernel, int inputRow, float* target)
    {
        var channels = windows.Channels;
        var width = TSimd.Width;
        int* lines = stackalloc int[windows.Size.Height], outputs = stackalloc int[windows.Size.Height];
        int* columns = stackalloc int[windows.Size.Width], places = stackalloc int[windows.Size.Width];
        var lineCount = Meet(inputRow + windows.PadTop, windows.Size.Height, windows.Strides.Height, windows.Dilation.Height, windows.OutHeight, lines, outputs);
        nint rowLength = (nint)windows.OutWidth * channels, kernelLine = (nint)windows.Size.Width * channels;
        for (var ix = 0; ix < windows.Width; ix++, target += channels)
        {
            var columnCount = Meet(ix + windows.PadLeft, windows.Size.Width, windows.Strides.Width, windows.Dilation.Width, windows.OutWidth, columns, places);
            nint c = 0;
            while (c <= channels - width)
            {
                TVector sum = default;
                for (var i = 0; i < lineCount; i++)
                    for (var j = 0; j < columnCount; j++)
                        sum = TSimd.MultiplyAdd(
                            TSimd.Load(gradients + outputs[i] * rowLength + (nint)places[j] * channels + c),
                            TSimd.Load(kernel + lines[i] * kernelLine + (nint)columns[j] * channels + c), sum);
                TSimd.Store(sum, target + c);
                c += width;
                if (c < channels && c > channels - width) c = channels - width;
            }

            for (; c < channels; c++)
            {
                var sum = 0f;
                for (var i = 0; i < lineCount; i++)
                    for (var j = 0; j < columnCount; j++)
                        sum = MathF.FusedMultiplyAdd(
                            gradients[outputs[i] * rowLength + (nint)places[j] * channels + c], kernel[lines[i] * kernelLine + (nint)columns[j] * channels + c], sum);
                target[c] = sum;
            }
        }
    }

    public override void KernelGradient(Windows windows, float* picture, float* gradients, PositionBlock block, float* sums)
    {
        var channels = windows.Channels;
        for (var ky = 0; ky < windows.Size.Height; ky++)
            for (var kx = 0; kx < windows.Size.Width; kx++, sums += channels)
            {
                var inside = block.Within(windows.RowsWith(ky), windows.ColumnsWith(kx));
                if (inside.Lines <= 0 || inside.Width <= 0) continue;
                nint y = (nint)inside.Top * windows.Strides.Height - windows.PadTop + ky * windows.Dilation.Height;
                nint x = (nint)inside.Left * windows.Strides.Width - windows.PadLeft + kx * windows.Dilation.Width;
                AddElement(
                    windows, picture + (y * windows.Width + x) * channels, gradients + ((nint)inside.Top * windows.OutWidth + inside.Left) * channels,
                    inside.Lines, inside.Width, sums);
            }
    }

    /// <summary>The elements k of windows that hold a position, and these windows' outputs o: o stride = position - k dilation.</summary>
    private static int Meet(int position, int size, int stride, int dilation, int outputs, int* elements, int* found)
    {
        var count = 0;
        for (var k = 0; k < size; k++)
        {
            var distance = position - k * dilation;
            if (distance < 0 || distance % stride != 0 || distance / stride >= outputs) continue;
            (elements[count], found[count]) = (k, distance / stride);
            count++;
        }

        return count;
    }

    private static void AddElement(Windows windows, float* x, float* dy, int lines, int count, float* sums)
    {
        var channels = windows.Channels;
        var width = TSimd.Width;
        nint stepX = (nint)windows.Strides.Width * channels, lineX = (nint)windows.Strides.Height * windows.Width * channels, lineY = (nint)windows.OutWidth * channels;
        nint c = 0;
        for (; c <= channels - 4 * width; c += 4 * width)
        {
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            for (var line = 0; line < lines; line++)
            {
                float* p = x + line * lineX + c, q = dy + line * lineY + c;
                for (var n = 0; n < count; n++, p += stepX, q += channels)
                {
                    s0 = TSimd.MultiplyAdd(TSimd.Load(p), TSimd.Load(q), s0);
                    s1 = TSimd.MultiplyAdd(TSimd.Load(p + width), TSimd.Load(q + width), s1);
                    s2 = TSimd.MultiplyAdd(TSimd.Load(p + 2 * width), TSimd.Load(q + 2 * width), s2);
                    s3 = TSimd.MultiplyAdd(TSimd.Load(p + 3 * width), TSimd.Load(q + 3 * width), s3);
                }
            }

            TSimd.Store(TSimd.Add(TSimd.Load(sums + c), s0), sums + c);
            TSimd.Store(TSimd.Add(TSimd.Load(sums + c + width), s1), sums + c + width);
            TSimd.Store(TSimd.Add(TSimd.Load(sums + c + 2 * width), s2), sums + c + 2 * width);
            TSimd.Store(TSimd.Add(TSimd.Load(sums + c + 3 * width), s3), sums + c + 3 * width);
        }

        var rest = stackalloc float[width];
        for (; c < channels && channels >= width; c += width)
        {
            var at = Math.Min(c, channels - width);
            TVector sum = default;
            for (var line = 0; line < lines; line++)
            {
                float* p = x + line * lineX + at, q = dy + line * lineY + at;
                for (var n = 0; n < count; n++, p += stepX, q += channels) sum = TSimd.MultiplyAdd(TSimd.Load(p), TSimd.Load(q), sum);
            }

            if (at == c)
            {
                TSimd.Store(TSimd.Add(TSimd.Load(sums + c), sum), sums + c);
                continue;
            }

            // The vector's first channels are done already.
            TSimd.Store(sum, rest);
            for (var i = c; i < channels; i++) sums[i] += rest[i - at];
        }

        for (; c < channels; c++)
        {
            var sum = 0f;
            for (var line = 0; line < lines; line++)
            {
                float* p = x + line * lineX + c, q = dy + line * lineY + c;
                for (var n = 0; n < count; n++, p += stepX, q += channels) sum = MathF.FusedMultiplyAdd(*p, *q, sum);
            }

            sums[c] += sum;
        }
    }
}
