namespace MlNetCnn.Compute.Simd;

/// <summary>Elementwise arithmetic of one vector width; the tail goes one by one with the same roundings.</summary>
internal sealed unsafe partial class VectorKernels<TSimd, TVector> : VectorKernels
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override void Clamp(float* x, float* y, nint count, float low, float high)
    {
        TVector l = TSimd.Broadcast(low), h = TSimd.Broadcast(high);
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.Min(h, TSimd.Max(l, TSimd.Load(x + i))), y + i);
        for (; i < count; i++) y[i] = MathF.Min(high, MathF.Max(low, x[i]));
    }

    public override void Add(float* a, float* b, float* y, nint count)
    {
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.Add(TSimd.Load(a + i), TSimd.Load(b + i)), y + i);
        for (; i < count; i++) y[i] = a[i] + b[i];
    }

    public override void Multiply(float* a, float* b, float* y, nint count)
    {
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.Multiply(TSimd.Load(a + i), TSimd.Load(b + i)), y + i);
        for (; i < count; i++) y[i] = a[i] * b[i];
    }

    public override void ScaleShift(float* x, float* y, nint rows, int channels, float* scale, float* shift)
    {
        for (nint r = 0; r < rows; r++, x += channels, y += channels)
        {
            nint i = 0;
            for (; i <= channels - TSimd.Width; i += TSimd.Width)
                TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(x + i), TSimd.Load(scale + i), TSimd.Load(shift + i)), y + i);
            for (; i < channels; i++) y[i] = MathF.FusedMultiplyAdd(x[i], scale[i], shift[i]);
        }
    }

    public override void Affine(float* x, float* y, nint count, float scale, float shift)
    {
        TVector s = TSimd.Broadcast(scale), t = TSimd.Broadcast(shift);
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(x + i), s, t), y + i);
        for (; i < count; i++) y[i] = MathF.FusedMultiplyAdd(x[i], scale, shift);
    }

    public override void AddRows(float* x, float* sums, nint rows, int channels)
    {
        nint i = 0;
        for (; i <= channels - 4 * TSimd.Width; i += 4 * TSimd.Width)
        {
            TVector s0 = TSimd.Load(sums + i), s1 = TSimd.Load(sums + i + TSimd.Width), s2 = TSimd.Load(sums + i + 2 * TSimd.Width), s3 = TSimd.Load(sums + i + 3 * TSimd.Width);
            var row = x + i;
            for (nint r = 0; r < rows; r++, row += channels)
            {
                s0 = TSimd.Add(s0, TSimd.Load(row));
                s1 = TSimd.Add(s1, TSimd.Load(row + TSimd.Width));
                s2 = TSimd.Add(s2, TSimd.Load(row + 2 * TSimd.Width));
                s3 = TSimd.Add(s3, TSimd.Load(row + 3 * TSimd.Width));
            }

            TSimd.Store(s0, sums + i);
            TSimd.Store(s1, sums + i + TSimd.Width);
            TSimd.Store(s2, sums + i + 2 * TSimd.Width);
            TSimd.Store(s3, sums + i + 3 * TSimd.Width);
        }

        for (; i <= channels - TSimd.Width; i += TSimd.Width)
        {
            var sum = TSimd.Load(sums + i);
            for (nint r = 0; r < rows; r++) sum = TSimd.Add(sum, TSimd.Load(x + r * channels + i));
            TSimd.Store(sum, sums + i);
        }

        for (; i < channels; i++)
            for (nint r = 0; r < rows; r++) sums[i] += x[r * channels + i];
    }

    public override void ClampGradient(float* y, float* dy, float* dx, nint count, float low, float high)
    {
        TVector l = TSimd.Broadcast(low), h = TSimd.Broadcast(high);
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.KeepBetween(TSimd.Load(y + i), l, h, TSimd.Load(dy + i)), dx + i);
        for (; i < count; i++) dx[i] = y[i] > low && y[i] < high ? dy[i] : 0;
    }
}
