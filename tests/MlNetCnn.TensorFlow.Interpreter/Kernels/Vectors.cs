using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>The two inner loops that convolutions and matrix products spend their time in, and the outer one over pictures.</summary>
internal static class Vectors
{
    /// <summary>y += a·x.</summary>
    public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        var scale = new Vector<double>(a);
        for (var i = 0; i < xs.Length; i++) ys[i] += scale * xs[i];
        for (var i = xs.Length * Vector<double>.Count; i < x.Length; i++) y[i] += a * x[i];
    }

    /// <summary>Sum of x·y.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < xs.Length; i++) sums += xs[i] * ys[i];
        var sum = Vector.Sum(sums);
        for (var i = xs.Length * Vector<double>.Count; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }

    /// <summary>Runs a body for each index, side by side where there is enough to do. Each index must write what no other does.</summary>
    public static void For(int count, long work, Action<int> body)
    {
        if (work < 1 << 22 || count == 1)
        {
            for (var i = 0; i < count; i++) body(i);
        }
        else
        {
            Parallel.For(0, count, body);
        }
    }
}
