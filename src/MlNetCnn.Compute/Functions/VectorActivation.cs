using System.Runtime.Intrinsics;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>An activation that runs over whole vectors.</summary>
/// <param name="function">Value and derivative.</param>
internal abstract unsafe class VectorActivation<TFunction>(TFunction function) : ActivationKernel
    where TFunction : struct, IVectorFunction
{
    public sealed override void Forward(float* x, float* y, int rows, int columns, SimdLevel? level = null)
    {
        var count = (nint)rows * columns;
        switch (level ?? SimdLevels.Best)
        {
            case SimdLevel.Avx512: Forward<Simd512, Vector512<float>>(x, y, count); break;
            case SimdLevel.Avx2: Forward<Simd256, Vector256<float>>(x, y, count); break;
            default: Forward<Simd128, Vector128<float>>(x, y, count); break;
        }
    }

    public sealed override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns, SimdLevel? level = null)
    {
        var count = (nint)rows * columns;
        // What the derivative does not ask for may be gone.
        if (!BackwardReadsInputs) x = dy;
        if (!BackwardReadsOutput) y = dy;
        switch (level ?? SimdLevels.Best)
        {
            case SimdLevel.Avx512: Backward<Simd512, Vector512<float>>(x, y, dy, dx, count); break;
            case SimdLevel.Avx2: Backward<Simd256, Vector256<float>>(x, y, dy, dx, count); break;
            default: Backward<Simd128, Vector128<float>>(x, y, dy, dx, count); break;
        }
    }

    private void Forward<TSimd, TVector>(float* x, float* y, nint count)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var f = function;
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width) TSimd.Store(f.Value<TSimd, TVector>(TSimd.Load(x + i)), y + i);
        if (i == count) return;
        var rest = Part<TSimd, TVector>(x + i, count - i);
        var result = f.Value<TSimd, TVector>(rest);
        new ReadOnlySpan<float>(&result, (int)(count - i)).CopyTo(new Span<float>(y + i, (int)(count - i)));
    }

    private void Backward<TSimd, TVector>(float* x, float* y, float* dy, float* dx, nint count)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var f = function;
        nint i = 0;
        for (; i <= count - TSimd.Width; i += TSimd.Width)
            TSimd.Store(TSimd.Multiply(TSimd.Load(dy + i), f.Derivative<TSimd, TVector>(TSimd.Load(x + i), TSimd.Load(y + i))), dx + i);
        if (i == count) return;
        var left = count - i;
        var result = TSimd.Multiply(Part<TSimd, TVector>(dy + i, left), f.Derivative<TSimd, TVector>(Part<TSimd, TVector>(x + i, left), Part<TSimd, TVector>(y + i, left)));
        new ReadOnlySpan<float>(&result, (int)left).CopyTo(new Span<float>(dx + i, (int)left));
    }

    /// <summary>The last values, filled up with zeros: they take the same way as the others, so that no position shows.</summary>
    private static TVector Part<TSimd, TVector>(float* x, nint count)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector result = default;
        new ReadOnlySpan<float>(x, (int)count).CopyTo(new Span<float>(&result, TSimd.Width));
        return result;
    }
}
