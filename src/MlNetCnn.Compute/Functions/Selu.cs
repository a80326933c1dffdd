namespace MlNetCnn.Compute.Functions;

/// <summary>scale * (x for x > 0, else alpha (exp(x) - 1)) with alpha 1.6732632 and scale 1.050701 (Klambauer and others, 2017).</summary>
[ActivationName("selu")]
internal sealed class Selu : ScalarActivation
{
    private const float Alpha = 1.6732632423543772f;
    private const float Scale = 1.0507009873554805f;

    protected override float Value(float x) => x > 0 ? Scale * x : (float)(Scale * Alpha * double.ExpM1(x));

    protected override float Derivative(float x, float y) => x > 0 ? Scale : Scale * Alpha * MathF.Exp(x);
}
