namespace MlNetCnn.Compute.Functions;

/// <summary>log(1 / (1 + exp(-x))), which is -softplus(-x).</summary>
[ActivationName("log_sigmoid")]
internal sealed class LogSigmoid : ScalarActivation<LogSigmoid.Function>
{
    internal readonly struct Function : IScalarFunction
    {
        public static float Value(float x) => (float)(Math.Min((double)x, 0) - double.LogP1(Math.Exp(-Math.Abs((double)x))));

        public static float Derivative(float x) => (float)(1 / (1 + Math.Exp(x)));
    }
}
