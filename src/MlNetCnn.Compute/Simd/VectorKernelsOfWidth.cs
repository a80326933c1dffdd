namespace MlNetCnn.Compute.Simd;

/// <summary>Elementwise arithmetic of one vector width; the tail goes one by one with the same roundings.</summary>
internal sealed unsafe class VectorKernels<TSimd, TVector> : VectorKernels
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
}
