namespace MlNetCnn.Compute.Functions;

/// <summary>x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, the approximation of gelu (Hendrycks and Gimpel, 2016).</summary>
[ActivationName("gelu_approximate")]
internal sealed class GeluApproximate : ScalarActivation<GeluApproximate.Function>
{
    internal readonly struct Function : IScalarFunction
    {
        private const double Factor = 0.79788456080286536;
        private const double Cubic = 0.044715;

        public static float Value(float x) => (float)(x * Logistic(x));

        public static float Derivative(float x)
        {
            var s = Logistic(x);
            // Where s is 0 or 1 nothing is left of the second term, and x^3 may be infinite.
            return s is 0 or 1 ? (float)s : (float)(s + x * s * (1 - s) * 2 * Factor * (1 + 3 * Cubic * x * x));
        }

        /// <summary>(1 + tanh(z)) / 2 = 1 / (1 + exp(-2z)).</summary>
        private static double Logistic(double x) => 1 / (1 + Math.Exp(-2 * Factor * (x + Cubic * x * x * x)));
    }
}
