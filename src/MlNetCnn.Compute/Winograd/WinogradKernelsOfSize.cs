using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// The transforms of one tile size and one vector width. Both passes (along columns, then along rows) go through a small square of vectors on the stack; it is
/// aligned, since an access that straddles two cache lines costs two. Sizes and widths are constants to the JIT, so that what a smaller size lacks costs nothing.
/// </summary>
internal sealed unsafe class WinogradKernels<TSize, TSimd, TVector> : WinogradKernels
    where TSize : IWinogradSize
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    // Vectors of 16 floats at most.
    private const int SquareBytes = MostPoints * 64 + 64;

    public override int Outputs => TSize.Outputs;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Input(float** pixels, nint ahead, int channels, float* target, nint pointStride, nint blockStride)
    {
        const int Block = GemmKernel.DepthBlock;
        var n = TSize.Outputs + 2;
        var bytes = stackalloc byte[SquareBytes];
        var square = (float*)Align(bytes);
        for (var c = 0; c < channels; c += TSimd.Width)
        {
            for (var j = 0; j < n; j++)
            {
                var p = pixels + j;
                // The first two columns of the next tile are the last of this one.
                if (j >= Taps - 1)
                    for (var i = 0; i < n; i++) Cache.Prefetch(p[i * n] + c + ahead);

                TVector x4 = default, x5 = default;
                if (TSize.Outputs > 2) x4 = TSimd.Load(p[4 * n] + c);
                if (TSize.Outputs > 3) x5 = TSimd.Load(p[5 * n] + c);
                TSize.Input<TSimd, TVector>(
                    TSimd.Load(p[0] + c), TSimd.Load(p[n] + c), TSimd.Load(p[2 * n] + c), TSimd.Load(p[3 * n] + c), x4, x5,
                    out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                StoreLine(square + j * TSimd.Width, n * TSimd.Width, y0, y1, y2, y3, y4, y5);
            }

            var point = target + c / Block * blockStride + c % Block;
            for (var i = 0; i < n; i++, point += n * pointStride)
            {
                var line = square + i * n * TSimd.Width;
                LoadLine(line, TSimd.Width, out var x0, out var x1, out var x2, out var x3, out var x4, out var x5);
                TSize.Input<TSimd, TVector>(x0, x1, x2, x3, x4, x5, out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                StoreLine(point, pointStride, y0, y1, y2, y3, y4, y5);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Kernel(float* taps, nint tapStride, int count, float* target, nint pointStride)
    {
        var n = TSize.Outputs + 2;
        var bytes = stackalloc byte[SquareBytes];
        var square = (float*)Align(bytes);
        for (var c = 0; c < count; c += TSimd.Width)
        {
            for (var j = 0; j < Taps; j++)
            {
                var tap = taps + j * tapStride + c;
                TSize.Kernel<TSimd, TVector>(
                    TSimd.Load(tap), TSimd.Load(tap + 3 * tapStride), TSimd.Load(tap + 6 * tapStride),
                    out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                StoreLine(square + j * TSimd.Width, Taps * TSimd.Width, y0, y1, y2, y3, y4, y5);
            }

            var point = target + c;
            for (var i = 0; i < n; i++, point += n * pointStride)
            {
                var line = square + i * Taps * TSimd.Width;
                TSize.Kernel<TSimd, TVector>(
                    TSimd.Load(line), TSimd.Load(line + TSimd.Width), TSimd.Load(line + 2 * TSimd.Width),
                    out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                StoreLine(point, pointStride, y0, y1, y2, y3, y4, y5);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Output(float* source, nint pointStride, int columns, Epilogue epilogue, int firstColumn, float** targets, nint ahead, bool pool)
    {
        var m = TSize.Outputs;
        var n = m + 2;
        byte* bytes = stackalloc byte[SquareBytes], resultBytes = stackalloc byte[SquareBytes];
        float* square = (float*)Align(bytes), results = (float*)Align(resultBytes);
        var function = epilogue.Then;
        var direct = function is null && !pool;
        TVector low = TSimd.Broadcast(epilogue.Low), high = TSimd.Broadcast(epilogue.High);
        for (var c = 0; c < columns; c += TSimd.Width)
        {
            for (var j = 0; j < n; j++)
            {
                LoadLine(source + j * pointStride + c, n * pointStride, out var x0, out var x1, out var x2, out var x3, out var x4, out var x5);
                TSize.Output<TSimd, TVector>(x0, x1, x2, x3, x4, x5, out var y0, out var y1, out var y2, out var y3);
                var line = square + j * TSimd.Width;
                TSimd.Store(y0, line);
                TSimd.Store(y1, line + n * TSimd.Width);
                if (TSize.Outputs > 2) TSimd.Store(y2, line + 2 * n * TSimd.Width);
                if (TSize.Outputs > 3) TSimd.Store(y3, line + 3 * n * TSimd.Width);
            }

            TVector scale = TSimd.Load(epilogue.Scale + firstColumn + c), shift = TSimd.Load(epilogue.Shift + firstColumn + c);
            var whole = direct && columns - c >= TSimd.Width;
            for (var i = 0; i < m; i++)
            {
                LoadLine(square + i * n * TSimd.Width, TSimd.Width, out var x0, out var x1, out var x2, out var x3, out var x4, out var x5);
                TSize.Output<TSimd, TVector>(x0, x1, x2, x3, x4, x5, out var y0, out var y1, out var y2, out var y3);
                y0 = TSimd.Min(high, TSimd.Max(low, TSimd.MultiplyAdd(y0, scale, shift)));
                y1 = TSimd.Min(high, TSimd.Max(low, TSimd.MultiplyAdd(y1, scale, shift)));
                if (TSize.Outputs > 2) y2 = TSimd.Min(high, TSimd.Max(low, TSimd.MultiplyAdd(y2, scale, shift)));
                if (TSize.Outputs > 3) y3 = TSimd.Min(high, TSimd.Max(low, TSimd.MultiplyAdd(y3, scale, shift)));
                if (whole)
                {
                    var t = targets + i * m;
                    Cache.Prefetch(t[0] + c + ahead);
                    Cache.Prefetch(t[1] + c + ahead);
                    if (TSize.Outputs > 2) Cache.Prefetch(t[2] + c + ahead);
                    if (TSize.Outputs > 3) Cache.Prefetch(t[3] + c + ahead);
                    if (t[0] != null) TSimd.Store(y0, t[0] + c);
                    if (t[1] != null) TSimd.Store(y1, t[1] + c);
                    if (TSize.Outputs > 2 && t[2] != null) TSimd.Store(y2, t[2] + c);
                    if (TSize.Outputs > 3 && t[3] != null) TSimd.Store(y3, t[3] + c);
                    continue;
                }

                var line2 = results + i * m * TSimd.Width;
                TSimd.Store(y0, line2);
                TSimd.Store(y1, line2 + TSimd.Width);
                if (TSize.Outputs > 2) TSimd.Store(y2, line2 + 2 * TSimd.Width);
                if (TSize.Outputs > 3) TSimd.Store(y3, line2 + 3 * TSimd.Width);
            }

            if (whole) continue;
            function?.Forward(results, results, m * m, TSimd.Width);
            Write(results, Math.Min(TSimd.Width, columns - c), targets, ahead, c, pool);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void OutputGradient(float** pixels, nint ahead, int filters, int panelColumns, float* target, nint pointStride, nint panelStride)
    {
        var m = TSize.Outputs;
        var n = m + 2;
        var bytes = stackalloc byte[SquareBytes];
        var square = (float*)Align(bytes);
        for (var c = 0; c < filters; c += TSimd.Width)
        {
            for (var j = 0; j < m; j++)
            {
                var p = pixels + j;
                for (var i = 0; i < m; i++) Cache.Prefetch(p[i * m] + c + ahead);
                TVector x2 = default, x3 = default;
                if (TSize.Outputs > 2) x2 = TSimd.Load(p[2 * m] + c);
                if (TSize.Outputs > 3) x3 = TSimd.Load(p[3 * m] + c);
                TSize.OutputGradient<TSimd, TVector>(
                    TSimd.Load(p[0] + c), TSimd.Load(p[m] + c), x2, x3, out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                StoreLine(square + j * TSimd.Width, m * TSimd.Width, y0, y1, y2, y3, y4, y5);
            }

            var point = target + c / panelColumns * panelStride + c % panelColumns;
            for (var i = 0; i < n; i++, point += n * pointStride)
            {
                var line = square + i * m * TSimd.Width;
                TVector x2 = default, x3 = default;
                if (TSize.Outputs > 2) x2 = TSimd.Load(line + 2 * TSimd.Width);
                if (TSize.Outputs > 3) x3 = TSimd.Load(line + 3 * TSimd.Width);
                TSize.OutputGradient<TSimd, TVector>(
                    TSimd.Load(line), TSimd.Load(line + TSimd.Width), x2, x3, out var y0, out var y1, out var y2, out var y3, out var y4, out var y5);
                StoreLine(point, pointStride, y0, y1, y2, y3, y4, y5);
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void KernelGradient(float* source, nint pointStride, int count, float* taps, nint tapStride)
    {
        var n = TSize.Outputs + 2;
        byte* bytes = stackalloc byte[SquareBytes], resultBytes = stackalloc byte[SquareBytes];
        float* square = (float*)Align(bytes), results = (float*)Align(resultBytes);
        for (var c = 0; c < count; c += TSimd.Width)
        {
            for (var j = 0; j < n; j++)
            {
                LoadLine(source + j * pointStride + c, n * pointStride, out var x0, out var x1, out var x2, out var x3, out var x4, out var x5);
                TSize.KernelGradient<TSimd, TVector>(x0, x1, x2, x3, x4, x5, out var y0, out var y1, out var y2);
                var line = square + j * TSimd.Width;
                TSimd.Store(y0, line);
                TSimd.Store(y1, line + n * TSimd.Width);
                TSimd.Store(y2, line + 2 * n * TSimd.Width);
            }

            var whole = count - c >= TSimd.Width;
            for (var i = 0; i < Taps; i++)
            {
                LoadLine(square + i * n * TSimd.Width, TSimd.Width, out var x0, out var x1, out var x2, out var x3, out var x4, out var x5);
                TSize.KernelGradient<TSimd, TVector>(x0, x1, x2, x3, x4, x5, out var y0, out var y1, out var y2);
                var tap = whole ? taps + 3 * i * tapStride + c : results + 3 * i * TSimd.Width;
                var stride = whole ? tapStride : TSimd.Width;
                TSimd.Store(y0, tap);
                TSimd.Store(y1, tap + stride);
                TSimd.Store(y2, tap + 2 * stride);
            }

            if (whole) continue;
            for (var i = 0; i < Taps * Taps; i++) Copy(results + i * TSimd.Width, taps + i * tapStride + c, count - c);
        }
    }

    /// <summary>Writes finished outputs, or the largest of every 2x2 in the order in which max pooling compares them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(float* results, int columns, float** targets, nint ahead, int firstColumn, bool pool)
    {
        var m = TSize.Outputs;
        if (!pool)
        {
            for (var i = 0; i < m * m; i++)
                if (targets[i] != null) Copy(results + i * TSimd.Width, targets[i] + firstColumn, columns);
            return;
        }

        for (var i = 0; i < m / 2; i++)
            for (var j = 0; j < m / 2; j++)
            {
                var target = targets[i * (m / 2) + j];
                if (target == null) continue;
                Cache.Prefetch(target + firstColumn + ahead);
                var corner = results + (2 * i * m + 2 * j) * TSimd.Width;
                var largest = TSimd.Max(TSimd.Load(corner), TSimd.Load(corner + TSimd.Width));
                largest = TSimd.Max(largest, TSimd.Load(corner + m * TSimd.Width));
                largest = TSimd.Max(largest, TSimd.Load(corner + (m + 1) * TSimd.Width));
                if (columns == TSimd.Width)
                {
                    TSimd.Store(largest, target + firstColumn);
                    continue;
                }

                TSimd.Store(largest, corner);
                Copy(corner, target + firstColumn, columns);
            }
    }

    private static void Copy(float* source, float* target, int count) => new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(target, count));

    private static byte* Align(byte* bytes) => (byte*)(((nint)bytes + 63) & ~(nint)63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadLine(float* source, nint stride, out TVector x0, out TVector x1, out TVector x2, out TVector x3, out TVector x4, out TVector x5)
    {
        x0 = TSimd.Load(source);
        x1 = TSimd.Load(source + stride);
        x2 = TSimd.Load(source + 2 * stride);
        x3 = TSimd.Load(source + 3 * stride);
        x4 = x5 = default;
        if (TSize.Outputs > 2) x4 = TSimd.Load(source + 4 * stride);
        if (TSize.Outputs > 3) x5 = TSimd.Load(source + 5 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLine(float* target, nint stride, TVector y0, TVector y1, TVector y2, TVector y3, TVector y4, TVector y5)
    {
        TSimd.Store(y0, target);
        TSimd.Store(y1, target + stride);
        TSimd.Store(y2, target + 2 * stride);
        TSimd.Store(y3, target + 3 * stride);
        if (TSize.Outputs > 2) TSimd.Store(y4, target + 4 * stride);
        if (TSize.Outputs > 3) TSimd.Store(y5, target + 5 * stride);
    }
}
