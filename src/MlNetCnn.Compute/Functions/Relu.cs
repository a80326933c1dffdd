namespace MlNetCnn.Compute.Functions;

/// <summary>max(x, 0); the derivative at 0 is 0, as in TensorFlow.</summary>
[ActivationName("relu")]
internal sealed class Relu : ScalarActivation
{
    public override (float Low, float High)? Clamp => (0, float.PositiveInfinity);

    protected override float Value(float x) => x > 0 || float.IsNaN(x) ? x : 0;

    protected override float Derivative(float x, float y) => x > 0 ? 1 : 0;
}
