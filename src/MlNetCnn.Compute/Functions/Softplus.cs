namespace MlNetCnn.Compute.Functions;

/// <summary>log(1 + exp(x)).</summary>
[ActivationName("softplus")]
internal sealed class Softplus : ScalarActivation<Softplus.Function>
{
    internal readonly struct Function : IScalarFunction
    {
        public static float Value(float x) => MathF.Max(x, 0) + (float)double.LogP1(Math.Exp(-Math.Abs((double)x)));

        public static float Derivative(float x) => (float)(1 / (1 + Math.Exp(-(double)x)));
    }
}
