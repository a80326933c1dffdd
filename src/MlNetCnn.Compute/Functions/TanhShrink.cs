namespace MlNetCnn.Compute.Functions;

/// <summary>x - tanh(x).</summary>
[ActivationName("tanh_shrink")]
internal sealed class TanhShrink : ScalarActivation<TanhShrink.Function>
{
    internal readonly struct Function : IScalarFunction
    {
        public static float Value(float x)
        {
            double z = x, square = z * z;
            // The difference loses its digits near 0, where the series x^3 / 3 - 2 x^5 / 15 + 17 x^7 / 315 has them.
            return (float)(Math.Abs(z) < 0.02 ? z * square * (1.0 / 3 - square * (2.0 / 15 - square * 17 / 315)) : z - Math.Tanh(z));
        }

        public static float Derivative(float x)
        {
            var y = Math.Tanh((double)x);
            return (float)(y * y);
        }
    }
}
