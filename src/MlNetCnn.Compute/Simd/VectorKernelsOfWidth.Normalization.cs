namespace MlNetCnn.Compute.Simd;

/// <content>What batch normalization is made of: rows of channels, statistics per channel.</content>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    public override void AddDeviations(float* x, float* mean, float* sums, nint rows, int channels)
    {
        nint i = 0;
        for (; i <= channels - 2 * TSimd.Width; i += 2 * TSimd.Width)
        {
            float* first = sums + i, second = sums + channels + i;
            TVector a0 = TSimd.Load(first), a1 = TSimd.Load(first + TSimd.Width), b0 = TSimd.Load(second), b1 = TSimd.Load(second + TSimd.Width);
            TVector m0 = TSimd.Load(mean + i), m1 = TSimd.Load(mean + i + TSimd.Width);
            var row = x + i;
            for (nint r = 0; r < rows; r++, row += channels)
            {
                TVector d0 = TSimd.Subtract(TSimd.Load(row), m0), d1 = TSimd.Subtract(TSimd.Load(row + TSimd.Width), m1);
                a0 = TSimd.Add(a0, d0);
                a1 = TSimd.Add(a1, d1);
                b0 = TSimd.MultiplyAdd(d0, d0, b0);
                b1 = TSimd.MultiplyAdd(d1, d1, b1);
            }

            TSimd.Store(a0, first);
            TSimd.Store(a1, first + TSimd.Width);
            TSimd.Store(b0, second);
            TSimd.Store(b1, second + TSimd.Width);
        }

        for (; i <= channels - TSimd.Width; i += TSimd.Width)
        {
            TVector a = TSimd.Load(sums + i), b = TSimd.Load(sums + channels + i), m = TSimd.Load(mean + i);
            for (nint r = 0; r < rows; r++)
            {
                var d = TSimd.Subtract(TSimd.Load(x + r * channels + i), m);
                a = TSimd.Add(a, d);
                b = TSimd.MultiplyAdd(d, d, b);
            }

            TSimd.Store(a, sums + i);
            TSimd.Store(b, sums + channels + i);
        }

        for (; i < channels; i++)
        {
            for (nint r = 0; r < rows; r++)
            {
                var d = x[r * channels + i] - mean[i];
                sums[i] += d;
                sums[channels + i] = MathF.FusedMultiplyAdd(d, d, sums[channels + i]);
            }
        }
    }

    public override void AddMoments(float* x, float* mean, float* dy, float* sums, nint rows, int channels)
    {
        nint i = 0;
        for (; i <= channels - 2 * TSimd.Width; i += 2 * TSimd.Width)
        {
            float* first = sums + i, second = sums + channels + i;
            TVector a0 = TSimd.Load(first), a1 = TSimd.Load(first + TSimd.Width), b0 = TSimd.Load(second), b1 = TSimd.Load(second + TSimd.Width);
            TVector m0 = TSimd.Load(mean + i), m1 = TSimd.Load(mean + i + TSimd.Width);
            for (nint r = 0, at = i; r < rows; r++, at += channels)
            {
                TVector g0 = TSimd.Load(dy + at), g1 = TSimd.Load(dy + at + TSimd.Width);
                a0 = TSimd.Add(a0, g0);
                a1 = TSimd.Add(a1, g1);
                b0 = TSimd.MultiplyAdd(g0, TSimd.Subtract(TSimd.Load(x + at), m0), b0);
                b1 = TSimd.MultiplyAdd(g1, TSimd.Subtract(TSimd.Load(x + at + TSimd.Width), m1), b1);
            }

            TSimd.Store(a0, first);
            TSimd.Store(a1, first + TSimd.Width);
            TSimd.Store(b0, second);
            TSimd.Store(b1, second + TSimd.Width);
        }

        for (; i <= channels - TSimd.Width; i += TSimd.Width)
        {
            TVector a = TSimd.Load(sums + i), b = TSimd.Load(sums + channels + i), m = TSimd.Load(mean + i);
            for (nint r = 0, at = i; r < rows; r++, at += channels)
            {
                var g = TSimd.Load(dy + at);
                a = TSimd.Add(a, g);
                b = TSimd.MultiplyAdd(g, TSimd.Subtract(TSimd.Load(x + at), m), b);
            }

            TSimd.Store(a, sums + i);
            TSimd.Store(b, sums + channels + i);
        }

        for (; i < channels; i++)
        {
            for (nint r = 0, at = i; r < rows; r++, at += channels)
            {
                sums[i] += dy[at];
                sums[channels + i] = MathF.FusedMultiplyAdd(dy[at], x[at] - mean[i], sums[channels + i]);
            }
        }
    }

    public override void Normalize(float* x, float* y, nint rows, int channels, float* mean, float* scale, float* shift)
    {
        for (nint r = 0; r < rows; r++, x += channels, y += channels)
        {
            nint i = 0;
            for (; i <= channels - TSimd.Width; i += TSimd.Width)
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(x + i), TSimd.Load(mean + i)), TSimd.Load(scale + i), TSimd.Load(shift + i)), y + i);
            for (; i < channels; i++) y[i] = MathF.FusedMultiplyAdd(x[i] - mean[i], scale[i], shift[i]);
        }
    }

    public override void NormalizeGradient(float* x, float* dy, float* dx, nint rows, int channels, float* mean, float* scale, float* slope, float* shift)
    {
        for (nint r = 0; r < rows; r++, x += channels, dy += channels, dx += channels)
        {
            nint i = 0;
            for (; i <= channels - TSimd.Width; i += TSimd.Width)
            {
                var inner = TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(x + i), TSimd.Load(mean + i)), TSimd.Load(slope + i), TSimd.Load(shift + i));
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(dy + i), TSimd.Load(scale + i), inner), dx + i);
            }

            for (; i < channels; i++) dx[i] = MathF.FusedMultiplyAdd(dy[i], scale[i], MathF.FusedMultiplyAdd(x[i] - mean[i], slope[i], shift[i]));
        }
    }
}
