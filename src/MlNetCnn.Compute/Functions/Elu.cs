namespace MlNetCnn.Compute.Functions;

/// <summary>x for x > 0, else exp(x) - 1.</summary>
[ActivationName("elu")]
internal sealed class Elu : ScalarActivation
{
    protected override float Value(float x) => x > 0 ? x : (float)double.ExpM1(x);

    protected override float Derivative(float x, float y) => x > 0 ? 1 : MathF.Exp(x);
}
