namespace MlNetCnn.Compute.Functions;

/// <summary>(x + sqrt(x^2 + b)) / 2 with b = 4 (Barron, 2021).</summary>
[ActivationName("squareplus")]
internal sealed class Squareplus : ScalarActivation<Squareplus.Function>
{
    internal readonly struct Function : IScalarFunction
    {
        private const double B = 4;

        public static float Value(float x) => (float)Positive(x);

        public static float Derivative(float x) => float.IsInfinity(x) ? x > 0 ? 1 : 0 : (float)(Positive(x) / Math.Sqrt((double)x * x + B));

        /// <summary>The value; below 0 in the form (b / 2) / (sqrt(x^2 + b) - x), in which nothing cancels.</summary>
        private static double Positive(double x)
        {
            var root = Math.Sqrt(x * x + B);
            return x < 0 ? B / 2 / (root - x) : (x + root) / 2;
        }
    }
}
