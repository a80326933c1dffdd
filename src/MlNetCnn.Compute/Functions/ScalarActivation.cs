namespace MlNetCnn.Compute.Functions;

/// <summary>An activation given by its value and its derivative at one point.</summary>
internal abstract unsafe class ScalarActivation : ActivationKernel
{
    public sealed override void Forward(float* x, float* y, int rows, int columns)
    {
        var count = (nint)rows * columns;
        for (nint i = 0; i < count; i++) y[i] = Value(x[i]);
    }

    public sealed override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns)
    {
        var count = (nint)rows * columns;
        for (nint i = 0; i < count; i++) dx[i] = dy[i] * Derivative(x[i], y[i]);
    }

    /// <summary>f(x).</summary>
    protected abstract float Value(float x);

    /// <summary>f'(x).</summary>
    /// <param name="x">The point.</param>
    /// <param name="y">f(x).</param>
    protected abstract float Derivative(float x, float y);
}
