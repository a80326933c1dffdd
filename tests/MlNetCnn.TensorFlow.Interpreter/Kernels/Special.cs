namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Functions that .NET does not have in full double precision.</summary>
internal static class Special
{
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>log(1 + x), exact to the last digits near 0 too (Kahan's way: the error of 1 + x cancels in the quotient).</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsInfinity(u) ? x : u <= 0 ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>exp(x) - 1, exact near 0 too (Kahan).</summary>
    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1) return x;
        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * (x / Math.Log(u));
    }

    public static double Softplus(double x) => x > 0 ? x + Log1p(Math.Exp(-x)) : Log1p(Math.Exp(x));

    /// <summary>2 / √π times the integral of exp(-t²) from 0 to x: its Taylor series near 0, from erfc's continued fraction elsewhere.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 2.5) return Math.Sign(x) * (1 - Erfc(Math.Abs(x)));
        double term = x, sum = x;
        for (var n = 1; n < 200 && Math.Abs(term) > 1e-18; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>1 - erf(x) for x above 0.5, by its continued fraction (Abramowitz and Stegun 7.1.14) from far behind.</summary>
    public static double Erfc(double x)
    {
        if (x > 27) return 0;
        if (x < 2.5) return 1 - Erf(x);
        var fraction = x;
        for (var k = 200; k >= 1; k--) fraction = x + k / 2.0 / fraction;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
