using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <content>Pooling in windows of two by two, and back through pooling.</content>
internal sealed unsafe partial class WindowKernels<TSimd, TVector>
{
    public override void MaxPoolGradient(Windows windows, float* picture, float* y, float* dy, int firstRow, int endRow, float* dx)
    {
        var rowLength = (nint)windows.Width * windows.Channels;
        if (IsPairs(windows) && firstRow % 2 == 0 && 2 * windows.OutHeight <= windows.Height && 2 * windows.OutWidth <= windows.Width)
        {
            for (var row = firstRow; row < endRow; row += 2)
            {
                // An odd last row belongs to no window.
                if (row / 2 < windows.OutHeight) MaxPairsGradient(windows, picture, y, dy, row / 2, dx);
                else Clear(dx + row * rowLength, rowLength);
            }

            return;
        }

        Clear(dx + firstRow * rowLength, (endRow - firstRow) * rowLength);
        var channels = windows.Channels;
        var (firstOutput, endOutput) = Reach(windows, firstRow, endRow);
        for (var oy = firstOutput; oy < endOutput; oy++)
        {
            var (firstY, endY, top) = Clip(oy, windows.Strides.Height, windows.PadTop, windows.Size.Height, 1, windows.Height);
            endY = Math.Min(endY, endRow - top);
            for (var ox = 0; ox < windows.OutWidth; ox++)
            {
                var (firstX, endX, left) = Clip(ox, windows.Strides.Width, windows.PadLeft, windows.Size.Width, 1, windows.Width);
                var output = ((nint)oy * windows.OutWidth + ox) * channels;
                nint c = 0;
                for (; c <= channels - TSimd.Width; c += TSimd.Width)
                {
                    // What is not yet given away: the first value that equals the maximum takes all, and the rest gets nothing.
                    TVector max = TSimd.Load(y + output + c), zero = TSimd.Broadcast(0), rest = TSimd.Load(dy + output + c);
                    for (var ky = firstY; ky < endY; ky++)
                    {
                        var start = (top + ky) * rowLength + (nint)(left + firstX) * channels + c;
                        var mine = top + ky >= firstRow;
                        for (var kx = firstX; kx < endX; kx++, start += channels)
                        {
                            var x = TSimd.Load(picture + start);
                            if (mine) TSimd.Store(TSimd.Add(TSimd.Load(dx + start), TSimd.SelectEqual(x, max, rest, zero)), dx + start);
                            rest = TSimd.SelectEqual(x, max, zero, rest);
                        }
                    }
                }

                for (; c < channels; c++)
                {
                    var found = false;
                    for (var ky = firstY; ky < endY && !found; ky++)
                    {
                        var start = (top + ky) * rowLength + (nint)(left + firstX) * channels + c;
                        for (var kx = firstX; kx < endX && !found; kx++, start += channels)
                        {
                            if (picture[start] != y[output + c]) continue;
                            found = true;
                            if (top + ky >= firstRow) dx[start] += dy[output + c];
                        }
                    }
                }
            }
        }
    }

    public override void AveragePoolGradient(Windows windows, float* dy, int firstRow, int endRow, float* dx)
    {
        var rowLength = (nint)windows.Width * windows.Channels;
        Clear(dx + firstRow * rowLength, (endRow - firstRow) * rowLength);
        var channels = windows.Channels;
        var (firstOutput, endOutput) = Reach(windows, firstRow, endRow);
        for (var oy = firstOutput; oy < endOutput; oy++)
        {
            var (firstY, endY, top) = Clip(oy, windows.Strides.Height, windows.PadTop, windows.Size.Height, 1, windows.Height);
            var rows = endY - firstY;
            (firstY, endY) = (Math.Max(firstY, firstRow - top), Math.Min(endY, endRow - top));
            for (var ox = 0; ox < windows.OutWidth; ox++)
            {
                var (firstX, endX, left) = Clip(ox, windows.Strides.Width, windows.PadLeft, windows.Size.Width, 1, windows.Width);
                var count = (float)(rows * (endX - firstX));
                var from = dy + ((nint)oy * windows.OutWidth + ox) * channels;
                nint c = 0;
                for (; c <= channels - TSimd.Width; c += TSimd.Width)
                {
                    var share = TSimd.Divide(TSimd.Load(from + c), TSimd.Broadcast(count));
                    for (var ky = firstY; ky < endY; ky++)
                    {
                        var target = dx + (top + ky) * rowLength + (nint)(left + firstX) * channels + c;
                        for (var kx = firstX; kx < endX; kx++, target += channels) TSimd.Store(TSimd.Add(TSimd.Load(target), share), target);
                    }
                }

                for (; c < channels; c++)
                {
                    var share = from[c] / count;
                    for (var ky = firstY; ky < endY; ky++)
                        for (var kx = firstX; kx < endX; kx++) dx[(top + ky) * rowLength + (nint)(left + kx) * channels + c] += share;
                }
            }
        }
    }

    /// <summary>Whether windows of two by two lie side by side from the corner on.</summary>
    private static bool IsPairs(Windows windows) =>
        windows is { Size: { Height: 2, Width: 2 }, Strides: { Height: 2, Width: 2 }, PadTop: 0, PadLeft: 0 };

    private static void MaxPairs(Windows windows, float* picture, int outputRow, float* target)
    {
        nint channels = windows.Channels, rowLength = windows.Width * channels;
        var x = picture + 2 * outputRow * rowLength;
        for (var ox = 0; ox < windows.OutWidth; ox++, x += 2 * channels, target += channels)
        {
            var below = x + rowLength;
            nint c = 0;
            for (; c <= channels - TSimd.Width; c += TSimd.Width)
            {
                var top = TSimd.Max(TSimd.Load(x + c), TSimd.Load(x + channels + c));
                TSimd.Store(TSimd.Max(TSimd.Max(top, TSimd.Load(below + c)), TSimd.Load(below + channels + c)), target + c);
            }

            for (; c < channels; c++) target[c] = Larger(Larger(Larger(x[c], x[channels + c]), below[c]), below[channels + c]);
        }
    }

    /// <summary>Writes two rows, which one row of the output was made from.</summary>
    private static void MaxPairsGradient(Windows windows, float* picture, float* y, float* dy, int outputRow, float* dx)
    {
        nint channels = windows.Channels, rowLength = windows.Width * channels, start = 2 * outputRow * rowLength;
        float* x = picture + start, target = dx + start;
        nint output = outputRow * windows.OutWidth * channels;
        for (var ox = 0; ox < windows.OutWidth; ox++, x += 2 * channels, target += 2 * channels, output += channels)
        {
            nint c = 0;
            for (; c <= channels - TSimd.Width; c += TSimd.Width)
            {
                TVector max = TSimd.Load(y + output + c), rest = TSimd.Load(dy + output + c), zero = TSimd.Broadcast(0);
                TVector a = TSimd.Load(x + c), b = TSimd.Load(x + channels + c), d = TSimd.Load(x + rowLength + c), e = TSimd.Load(x + rowLength + channels + c);
                TSimd.Store(TSimd.SelectEqual(a, max, rest, zero), target + c);
                rest = TSimd.SelectEqual(a, max, zero, rest);
                TSimd.Store(TSimd.SelectEqual(b, max, rest, zero), target + channels + c);
                rest = TSimd.SelectEqual(b, max, zero, rest);
                TSimd.Store(TSimd.SelectEqual(d, max, rest, zero), target + rowLength + c);
                rest = TSimd.SelectEqual(d, max, zero, rest);
                TSimd.Store(TSimd.SelectEqual(e, max, rest, zero), target + rowLength + channels + c);
            }

            for (; c < channels; c++)
            {
                float max = y[output + c], rest = dy[output + c];
                foreach (var place in (ReadOnlySpan<nint>)[c, channels + c, rowLength + c, rowLength + channels + c])
                {
                    var wins = x[place] == max;
                    target[place] = wins ? rest : 0;
                    if (wins) rest = 0;
                }
            }
        }

        // An odd last column belongs to no window.
        var over = rowLength - 2 * windows.OutWidth * channels;
        if (over == 0) return;
        Clear(target, over);
        Clear(target + rowLength, over);
    }

    /// <summary>The larger, as <see cref="ISimd{TVector}.Max"/> has it.</summary>
    private static float Larger(float a, float b) => a > b ? a : b;

    private static void Clear(float* values, nint count) => new Span<float>(values, checked((int)count)).Clear();

    /// <summary>The rows of the output whose windows touch rows of the input.</summary>
    private static (int First, int End) Reach(Windows windows, int firstRow, int endRow)
    {
        int step = windows.Strides.Height, first = firstRow + windows.PadTop - windows.Size.Height;
        return (first < 0 ? 0 : first / step + 1, Math.Min(windows.OutHeight, (endRow + windows.PadTop + step - 1) / step));
    }
}
