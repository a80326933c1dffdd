namespace MlNetCnn.Compute.Functions;

/// <summary>min(max(x, 0), 6); the derivative at 0 and 6 is 0, as in TensorFlow.</summary>
[ActivationName("relu6")]
internal sealed class Relu6 : ScalarActivation
{
    public override (float Low, float High)? Clamp => (0, 6);

    protected override float Value(float x) => x > 6 ? 6 : x > 0 || float.IsNaN(x) ? x : 0;

    protected override float Derivative(float x, float y) => x is > 0 and < 6 ? 1 : 0;
}
