using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>An activation that goes value by value.</summary>
/// <typeparam name="TFunction">Value and derivative.</typeparam>
internal abstract unsafe class ScalarActivation<TFunction> : ActivationKernel
    where TFunction : struct, IScalarFunction
{
    public sealed override void Forward(float* x, float* y, int rows, int columns, SimdLevel? level = null)
    {
        var count = (nint)rows * columns;
        for (nint i = 0; i < count; i++) y[i] = TFunction.Value(x[i]);
    }

    public sealed override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns, SimdLevel? level = null)
    {
        var count = (nint)rows * columns;
        for (nint i = 0; i < count; i++) dx[i] = dy[i] * TFunction.Derivative(x[i]);
    }
}
