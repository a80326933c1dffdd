namespace MlNetCnn.Compute.Simd;

/// <summary>Elementwise arithmetic on runs of floats. Targets may be one of the sources.</summary>
internal abstract unsafe class VectorKernels
{
    /// <summary>y = min(max(x, low), high); NaN stays NaN.</summary>
    public abstract void Clamp(float* x, float* y, nint count, float low, float high);

    /// <summary>y = a + b.</summary>
    public abstract void Add(float* a, float* b, float* y, nint count);

    /// <summary>y = a b.</summary>
    public abstract void Multiply(float* a, float* b, float* y, nint count);

    /// <summary>y = x scale + shift with a scale and shift per channel: rows of <paramref name="channels"/>.</summary>
    public abstract void ScaleShift(float* x, float* y, nint rows, int channels, float* scale, float* shift);

    /// <summary>y = x scale + shift.</summary>
    public abstract void Affine(float* x, float* y, nint count, float scale, float shift);
}
