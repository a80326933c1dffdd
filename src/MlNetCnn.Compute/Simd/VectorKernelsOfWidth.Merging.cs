namespace MlNetCnn.Compute.Simd;

/// <content>What merging layers, up-sampling and PReLU are made of.</content>
internal sealed unsafe partial class VectorKernels<TSimd, TVector>
{
    public override void Subtract(float* a, float* b, float* y, nint count)
    {
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.Subtract(TSimd.Load(a + i), TSimd.Load(b + i)), y + i);
        for (; i < count; i++) y[i] = a[i] - b[i];
    }

    public override void Max(float* a, float* b, float* y, nint count)
    {
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.Max(TSimd.Load(a + i), TSimd.Load(b + i)), y + i);
        for (; i < count; i++) y[i] = a[i] > b[i] ? a[i] : b[i];
    }

    public override void Min(float* a, float* b, float* y, nint count)
    {
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.Min(TSimd.Load(a + i), TSimd.Load(b + i)), y + i);
        for (; i < count; i++) y[i] = a[i] < b[i] ? a[i] : b[i];
    }

    public override void Select(float* a, float* b, float* value, float* y, nint count, bool equal)
    {
        var zero = TSimd.Broadcast(0);
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width)
        {
            TVector left = TSimd.Load(a + i), right = TSimd.Load(b + i), v = TSimd.Load(value + i);
            TSimd.Store(equal ? TSimd.SelectEqual(left, right, v, zero) : TSimd.SelectEqual(left, right, zero, v), y + i);
        }

        for (; i < count; i++) y[i] = a[i] == b[i] == equal ? value[i] : 0;
    }

    public override void AddScaled(float* x, float* y, nint count, float scale)
    {
        var s = TSimd.Broadcast(scale);
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(x + i), s, TSimd.Load(y + i)), y + i);
        for (; i < count; i++) y[i] = MathF.FusedMultiplyAdd(x[i], scale, y[i]);
    }

    public override void Blend(float* a, float* b, float* y, nint count, float weight)
    {
        var w = TSimd.Broadcast(weight);
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width)
        {
            var from = TSimd.Load(a + i);
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Subtract(TSimd.Load(b + i), from), w, from), y + i);
        }

        for (; i < count; i++) y[i] = MathF.FusedMultiplyAdd(b[i] - a[i], weight, a[i]);
    }

    public override void Rectify(float* x, float* y, nint rows, int channels, float* slope)
    {
        var zero = TSimd.Broadcast(0);
        for (nint r = 0; r < rows; r++, x += channels, y += channels)
        {
            nint i = 0;
            for (; i <= channels - TSimd.Width; i += TSimd.Width)
            {
                var v = TSimd.Load(x + i);
                TSimd.Store(TSimd.SelectGreater(v, zero, v, TSimd.Multiply(v, TSimd.Load(slope + i))), y + i);
            }

            for (; i < channels; i++) y[i] = x[i] > 0 ? x[i] : x[i] * slope[i];
        }
    }

    public override void RectifyGradient(float* x, float* dy, float* dx, nint rows, int channels, float* slope)
    {
        var zero = TSimd.Broadcast(0);
        for (nint r = 0; r < rows; r++, x += channels, dy += channels, dx += channels)
        {
            nint i = 0;
            for (; i <= channels - TSimd.Width; i += TSimd.Width)
            {
                TVector v = TSimd.Load(x + i), g = TSimd.Load(dy + i);
                TSimd.Store(TSimd.SelectGreater(v, zero, g, TSimd.SelectGreater(zero, v, TSimd.Multiply(g, TSimd.Load(slope + i)), zero)), dx + i);
            }

            for (; i < channels; i++) dx[i] = x[i] > 0 ? dy[i] : x[i] < 0 ? dy[i] * slope[i] : 0;
        }
    }

    public override void AddNegativeProducts(float* x, float* dy, float* sums, nint rows, int channels)
    {
        var zero = TSimd.Broadcast(0);
        nint i = 0;
        for (; i <= channels - TSimd.Width; i += TSimd.Width)
        {
            var sum = TSimd.Load(sums + i);
            for (nint r = 0, at = i; r < rows; r++, at += channels) sum = TSimd.MultiplyAdd(TSimd.Min(zero, TSimd.Load(x + at)), TSimd.Load(dy + at), sum);
            TSimd.Store(sum, sums + i);
        }

        for (; i < channels; i++)
            for (nint r = 0, at = i; r < rows; r++, at += channels) sums[i] = MathF.FusedMultiplyAdd(0 < x[at] ? 0 : x[at], dy[at], sums[i]);
    }
}
