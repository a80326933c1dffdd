namespace MlNetCnn.Compute.Functions;

/// <summary>1 / (1 + exp(-x)), written so that nothing overflows.</summary>
[ActivationName("sigmoid")]
internal sealed class Sigmoid : ScalarActivation
{
    protected override float Value(float x) => x >= 0 ? 1 / (1 + MathF.Exp(-x)) : MathF.Exp(x) / (1 + MathF.Exp(x));

    protected override float Derivative(float x, float y) => y * (1 - y);
}
