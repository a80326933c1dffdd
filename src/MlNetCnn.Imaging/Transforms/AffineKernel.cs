using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetCnn.Imaging;

/// <summary>
/// Reads a picture through a matrix with bilinear blending: the numbers of <c>scipy.ndimage.affine_transform</c> with <c>order=1</c>, float pixels. Places, weights
/// and sums are doubles in SciPy's order of operations, and none is carried over from pixel to pixel, so the result does not depend on how the work is cut.
/// </summary>
internal static class AffineKernel
{
    /// <summary>Writes the whole picture. The two must not overlap.</summary>
    public static void Apply(
        in AffineMatrix matrix, ReadOnlySpan<float> source, Span<float> destination, int height, int width, int channels, FillMode mode, float fill)
    {
        for (var row = 0; row < height; row++)
        {
            var line = new Line(matrix.RowOffset + row * matrix.A, matrix.B, matrix.ColumnOffset + row * matrix.C, matrix.D, height, width, channels, mode, fill);
            var target = destination.Slice(row * width * channels, width * channels);
            var (from, to) = line.Inside();
            line.Edge(source, target, 0, from);
            if (channels == 3) line.Middle3(source, target, from, to);
            else line.Middle(source, target, from, to);
            line.Edge(source, target, to, width);
        }
    }

    /// <summary>One row of output: column c reads row <c>Y + c * YStep</c> and column <c>X + c * XStep</c>.</summary>
    private readonly record struct Line(double Y, double YStep, double X, double XStep, int Height, int Width, int Channels, FillMode Mode, float Fill)
    {
        /// <summary>Columns [From, To) whose four neighbours all lie in the picture.</summary>
        public (int From, int To) Inside()
        {
            var (from, to) = (0, Width);
            Narrow(Y, YStep, Height - 1, ref from, ref to);
            Narrow(X, XStep, Width - 1, ref from, ref to);
            // What the division has rounded is put right here; places are monotonic along the row, so the ends answer for all between.
            while (from < to && !IsInside(from)) from++;
            while (from < to && !IsInside(to - 1)) to--;
            return (from, to);
        }

        /// <summary>Columns near the edge or beyond it.</summary>
        public void Edge(ReadOnlySpan<float> source, Span<float> target, int from, int to)
        {
            for (var column = from; column < to; column++)
            {
                var pixel = target.Slice(column * Channels, Channels);
                var y = BorderMap.Map(Y + column * YStep, Height, Mode);
                var x = BorderMap.Map(X + column * XStep, Width, Mode);
                if (y <= -1 || x <= -1)
                {
                    pixel.Fill(Fill);
                    continue;
                }

                var (yFloor, xFloor) = (Math.Floor(y), Math.Floor(x));
                var (y0, x0) = (Clamp(yFloor, Height), Clamp(xFloor, Width));
                var (y1, x1) = (Clamp(yFloor + 1, Height), Clamp(xFloor + 1, Width));
                var (below, right) = (y - yFloor, x - xFloor);
                for (var c = 0; c < pixel.Length; c++)
                    pixel[c] = (float)(source[At(y0, x0) + c] * (1 - below) * (1 - right) + source[At(y0, x1) + c] * (1 - below) * right
                        + source[At(y1, x0) + c] * below * (1 - right) + source[At(y1, x1) + c] * below * right);
            }
        }

        /// <summary>Columns inside, any number of channels.</summary>
        public void Middle(ReadOnlySpan<float> source, Span<float> target, int from, int to)
        {
            for (var column = from; column < to; column++)
            {
                var (y, x) = (Y + column * YStep, X + column * XStep);
                var (y0, x0) = ((int)y, (int)x);
                var (below, right) = (y - y0, x - x0);
                var (upper, lower) = (At(y0, x0), At(y0 + 1, x0));
                for (var c = 0; c < Channels; c++)
                    target[column * Channels + c] = (float)(source[upper + c] * (1 - below) * (1 - right) + source[upper + Channels + c] * (1 - below) * right
                        + source[lower + c] * below * (1 - right) + source[lower + Channels + c] * below * right);
            }
        }

        /// <summary>Columns inside, three channels, as vectors of four: the fourth is the next pixel's first, overwritten by it afterwards.</summary>
        public void Middle3(ReadOnlySpan<float> source, Span<float> target, int from, int to)
        {
            ref var pixels = ref MemoryMarshal.GetReference(source);
            ref var line = ref MemoryMarshal.GetReference(target);
            var readable = source.Length - Vector128<float>.Count;
            var writable = Math.Min(to, Width - 1);
            for (var column = from; column < to; column++)
            {
                var (y, x) = (Y + column * YStep, X + column * XStep);
                var (y0, x0) = ((int)y, (int)x);
                var upper = (y0 * Width + x0) * 3;
                var lower = upper + Width * 3;
                if (lower + 3 > readable || column >= writable)
                {
                    Middle(source, target, column, column + 1);
                    continue;
                }

                var (below, right) = (y - y0, x - x0);
                var (b0, b1) = (Vector256.Create(1 - below), Vector256.Create(below));
                var (r0, r1) = (Vector256.Create(1 - right), Vector256.Create(right));
                var sum = Load(ref pixels, upper) * b0 * r0 + Load(ref pixels, upper + 3) * b0 * r1 + Load(ref pixels, lower) * b1 * r0 + Load(ref pixels, lower + 3) * b1 * r1;
                Vector128.Narrow(sum.GetLower(), sum.GetUpper()).StoreUnsafe(ref line, (nuint)(column * 3));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<double> Load(ref float pixels, int offset)
        {
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref pixels, (nuint)offset));
            return Vector256.Create(lower, upper);
        }

        private int At(int y, int x) => (y * Width + x) * Channels;

        private bool IsInside(int column)
        {
            var (y, x) = (Y + column * YStep, X + column * XStep);
            return y >= 0 && y < Height - 1 && x >= 0 && x < Width - 1;
        }

        private static int Clamp(double index, int size) => (int)Math.Clamp(index, 0, size - 1);

        /// <summary>Cuts [from, to) to where 0 &lt;= start + c * step &lt; end, within a column more or less.</summary>
        private static void Narrow(double start, double step, double end, ref int from, ref int to)
        {
            if (step == 0)
            {
                if (start < 0 || start >= end) to = from;
                return;
            }

            var (a, b) = (-start / step, (end - start) / step);
            if (a > b) (a, b) = (b, a);
            from = (int)Math.Clamp(Math.Floor(a), from, to);
            to = (int)Math.Clamp(Math.Ceiling(b) + 1, from, to);
        }
    }
}
