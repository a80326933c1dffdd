namespace MlNetCnn.Compute.Functions;

/// <summary>x * sigmoid(x), also called swish.</summary>
[ActivationName("silu")]
internal sealed class Silu : ScalarActivation
{
    private static float Logistic(float x) => (float)(1 / (1 + Math.Exp(-(double)x)));

    protected override float Value(float x) => x * Logistic(x);

    protected override float Derivative(float x, float y) => Logistic(x) * (1 + x * (1 - Logistic(x)));
}
