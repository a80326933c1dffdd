namespace MlNetCnn.Compute.Functions;

/// <summary>The hyperbolic tangent.</summary>
[ActivationName("tanh")]
internal sealed class Tanh : ScalarActivation
{
    protected override float Value(float x) => MathF.Tanh(x);

    protected override float Derivative(float x, float y) => 1 - y * y;
}
