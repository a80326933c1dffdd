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

    /// <summary>y = a - b.</summary>
    public abstract void Subtract(float* a, float* b, float* y, nint count);

    /// <summary>y = the larger of a and b; b where one is NaN.</summary>
    public abstract void Max(float* a, float* b, float* y, nint count);

    /// <summary>y = the smaller of a and b; b where one is NaN.</summary>
    public abstract void Min(float* a, float* b, float* y, nint count);

    /// <summary>y = value where a equals b (or, with <paramref name="equal"/> false, where it does not), else 0.</summary>
    public abstract void Select(float* a, float* b, float* value, float* y, nint count, bool equal);

    /// <summary>y += x scale.</summary>
    public abstract void AddScaled(float* x, float* y, nint count, float scale);

    /// <summary>y = a + (b - a) weight.</summary>
    public abstract void Blend(float* a, float* b, float* y, nint count, float weight);

    /// <summary>y = x for x > 0, else x slope, with a slope per channel.</summary>
    public abstract void Rectify(float* x, float* y, nint rows, int channels, float* slope);

    /// <summary>dx = dy for x > 0, dy slope for x &lt; 0, 0 at 0: back through <see cref="Rectify"/>.</summary>
    public abstract void RectifyGradient(float* x, float* dy, float* dx, nint rows, int channels, float* slope);

    /// <summary>sums += min(x, 0) dy of each row, one after the other: the gradient by the slopes of <see cref="Rectify"/>.</summary>
    public abstract void AddNegativeProducts(float* x, float* dy, float* sums, nint rows, int channels);

    /// <summary>y = x scale + shift with a scale and shift per channel: rows of <paramref name="channels"/>.</summary>
    public abstract void ScaleShift(float* x, float* y, nint rows, int channels, float* scale, float* shift);

    /// <summary>y = x scale + shift.</summary>
    public abstract void Affine(float* x, float* y, nint count, float scale, float shift);

    /// <summary>sums += each row, one after the other.</summary>
    public abstract void AddRows(float* x, float* sums, nint rows, int channels);

    /// <summary>dx = dy where low &lt; y &lt; high, else 0: back through a clamp, by what came out of it.</summary>
    public abstract void ClampGradient(float* y, float* dy, float* dx, nint count, float low, float high);

    /// <summary>sums += x - mean of each row, one after the other, and the next <paramref name="channels"/> sums += (x - mean)^2.</summary>
    public abstract void AddDeviations(float* x, float* mean, float* sums, nint rows, int channels);

    /// <summary>sums += dy of each row, one after the other, and the next <paramref name="channels"/> sums += dy (x - mean).</summary>
    public abstract void AddMoments(float* x, float* mean, float* dy, float* sums, nint rows, int channels);

    /// <summary>y = (x - mean) scale + shift with all three per channel.</summary>
    public abstract void Normalize(float* x, float* y, nint rows, int channels, float* mean, float* scale, float* shift);

    /// <summary>dx = dy scale + (x - mean) slope + shift with all four per channel.</summary>
    public abstract void NormalizeGradient(float* x, float* dy, float* dx, nint rows, int channels, float* mean, float* scale, float* slope, float* shift);
}
