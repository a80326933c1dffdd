namespace MlNetCnn.Compute.Functions;

/// <summary>x * (1 + erf(x / sqrt 2)) / 2, the exact form of the Gaussian error linear unit.</summary>
[ActivationName("gelu")]
internal sealed class Gelu : ScalarActivation<Gelu.Function>
{
    internal readonly struct Function : IScalarFunction
    {
        private const double InverseSqrt2 = 0.70710678118654752;
        private const double InverseSqrt2Pi = 0.39894228040143268;

        public static float Value(float x) => (float)(x * Normal(x));

        public static float Derivative(float x) => (float)(Normal(x) + x * InverseSqrt2Pi * Math.Exp(-0.5 * x * x));

        /// <summary>The cumulative distribution of the standard normal: erfc(-x / sqrt 2) / 2.</summary>
        private static double Normal(double x) => 0.5 * ComplementaryError(-x * InverseSqrt2);

        /// <summary>
        /// erfc to about 1e-12 relative: the series erf(z) = 2/sqrt(pi) exp(-z^2) sum 2^n z^(2n+1) / (2n+1)!! near 0 (Abramowitz and Stegun
        /// 7.1.6), the continued fraction (7.1.14) farther out.
        /// </summary>
        private static double ComplementaryError(double z)
        {
            if (z < 0) return 2 - ComplementaryError(-z);
            if (double.IsNaN(z)) return z;
            if (z > 27) return 0;
            if (z < 2.5)
            {
                double term = z, sum = z;
                for (var n = 1; n < 100 && term > sum * 1e-17; n++)
                {
                    term *= 2 * z * z / (2 * n + 1);
                    sum += term;
                }

                return 1 - 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z) * sum;
            }

            var fraction = z;
            for (var n = 60; n >= 1; n--) fraction = z + n / 2.0 / fraction;
            return Math.Exp(-z * z) / (Math.Sqrt(Math.PI) * fraction);
        }
    }
}
