namespace MlNetCnn.Compute.Functions;

/// <summary>relu6(x + 3) / 6, the form of Keras 3.</summary>
[ActivationName("hard_sigmoid")]
internal sealed class HardSigmoid : ScalarActivation
{
    protected override float Value(float x) => Math.Clamp(x + 3, 0, 6) / 6;

    protected override float Derivative(float x, float y) => x is > -3 and < 3 ? 1f / 6 : 0;
}
