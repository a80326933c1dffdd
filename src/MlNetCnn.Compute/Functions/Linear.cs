namespace MlNetCnn.Compute.Functions;

/// <summary>x.</summary>
[ActivationName("linear")]
internal sealed class Linear : ScalarActivation
{
    public override (float Low, float High)? Clamp => (float.NegativeInfinity, float.PositiveInfinity);

    protected override float Value(float x) => x;

    protected override float Derivative(float x, float y) => 1;
}
