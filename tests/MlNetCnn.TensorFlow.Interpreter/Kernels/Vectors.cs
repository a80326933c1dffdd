using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// The inner loops that convolutions and matrix products spend their time in, and the outer one over pictures. Compiled in full at once, as tests are over before the runtime would
/// see that they are hot.
/// </summary>
internal static class Vectors
{
    /// <summary>y += a·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(double a, ReadOnlySpan<double> x, Span<double> y)
    {
        var xs = MemoryMarshal.Cast<double, Vector<double>>(x);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        var scale = new Vector<double>(a);
        for (var i = 0; i < xs.Length; i++) ys[i] += scale * xs[i];
        for (var i = xs.Length * Vector<double>.Count; i < x.Length; i++) y[i] += a * x[i];
    }

    /// <summary>y += a·b, element by element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y)
    {
        var first = MemoryMarshal.Cast<double, Vector<double>>(a);
        var second = MemoryMarshal.Cast<double, Vector<double>>(b);
        var ys = MemoryMarshal.Cast<double, Vector<double>>(y);
        for (var i = 0; i < first.Length; i++) ys[i] += first[i] * second[i];
        for (var i = first.Length * Vector<double>.Count; i < a.Length; i++) y[i] += a[i] * b[i];
    }

    /// <summary>
    /// c += a·b for matrices: c has rows × columns, row-major, as b, whose rows are as long; a's elements are said by the steps from row to row and from column to column.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int rows, int columns, int inner, ReadOnlySpan<double> a, int rowStep, int columnStep, ReadOnlySpan<double> b, Span<double> c)
    {
        var width = 2 * Vector<double>.Count;
        var r = 0;
        for (; r + 4 <= rows; r += 4)
        {
            var n = 0;
            for (; n + width <= columns; n += width) Tile(columns, inner, a[(r * rowStep)..], rowStep, columnStep, b[n..], c[(r * columns + n)..]);
            for (; n < columns; n++)
                for (var i = r; i < r + 4; i++) Single(columns, inner, a[(i * rowStep)..], columnStep, b[n..], ref c[i * columns + n]);
        }

        for (; r < rows; r++)
            for (var k = 0; k < inner; k++) AddScaled(a[r * rowStep + k * columnStep], b.Slice(k * columns, columns), c.Slice(r * columns, columns));
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

    /// <summary>Four rows by two vectors of the product, held in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(int columns, int inner, ReadOnlySpan<double> a, int rowStep, int columnStep, ReadOnlySpan<double> b, Span<double> c)
    {
        var size = Vector<double>.Count;
        Vector<double> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        for (var k = 0; k < inner; k++)
        {
            var x = new Vector<double>(b[(k * columns)..]);
            var y = new Vector<double>(b[(k * columns + size)..]);
            var at = k * columnStep;
            var f = new Vector<double>(a[at]);
            s00 += f * x;
            s01 += f * y;
            f = new Vector<double>(a[at + rowStep]);
            s10 += f * x;
            s11 += f * y;
            f = new Vector<double>(a[at + 2 * rowStep]);
            s20 += f * x;
            s21 += f * y;
            f = new Vector<double>(a[at + 3 * rowStep]);
            s30 += f * x;
            s31 += f * y;
        }

        Add(s00, c);
        Add(s01, c[size..]);
        Add(s10, c[columns..]);
        Add(s11, c[(columns + size)..]);
        Add(s20, c[(2 * columns)..]);
        Add(s21, c[(2 * columns + size)..]);
        Add(s30, c[(3 * columns)..]);
        Add(s31, c[(3 * columns + size)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Vector<double> sum, Span<double> to) => (new Vector<double>(to) + sum).CopyTo(to);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single(int columns, int inner, ReadOnlySpan<double> a, int columnStep, ReadOnlySpan<double> b, ref double c)
    {
        var sum = 0d;
        for (var k = 0; k < inner; k++) sum += a[k * columnStep] * b[k * columns];
        c += sum;
    }
}
