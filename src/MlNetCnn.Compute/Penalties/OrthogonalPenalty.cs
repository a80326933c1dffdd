using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Penalties;

/// <summary>
/// factor times the mean of |u_i . u_j| over the pairs of rows (or columns), u being the rows divided by their lengths (1e-7 at least). One row alone has no pair and costs
/// nothing. The gradient by a row of length L is (d - (d . u_i) u_i) / L with d = factor / pairs sum_j sign(u_i . u_j) u_j.
/// </summary>
[Penalizes(typeof(OrthogonalRegularizer))]
internal sealed unsafe class OrthogonalPenalty(OrthogonalRegularizer regularizer) : Penalty
{
    private const double Shortest = 1e-7;
    private readonly bool _byRows = regularizer.Mode == "rows";

    public override string? Refuse(int rank) => rank == 2 ? null : $"it takes a matrix, not rank {rank}.";

    public override double Value(float* x, nint rows, nint columns, int threads)
    {
        var (vectors, count, size, pairs) = Normalize(x, rows, columns, threads);
        if (pairs == 0) return 0;
        var sums = new double[count];
        WorkerPool.Shared.Run(count, threads, (i, _) =>
        {
            for (var j = 0; j < i; j++) sums[i] += Math.Abs(Dot(vectors, i, j, size));
        });
        return regularizer.Factor * sums.Sum() / pairs;
    }

    public override void AddGradient(Kernels kernels, float* x, float* gradient, nint rows, nint columns, double scale, int threads)
    {
        var (vectors, count, size, pairs) = Normalize(x, rows, columns, threads);
        if (pairs == 0) return;
        var factor = scale * regularizer.Factor / pairs;
        WorkerPool.Shared.Run(count, threads, (i, _) =>
        {
            var direction = new double[size];
            for (var j = 0; j < count; j++)
            {
                if (j == i) continue;
                // The sign of 0 and of NaN is itself.
                var product = Dot(vectors, i, j, size);
                var sign = product > 0 ? 1 : product < 0 ? -1 : product;
                for (var k = 0; k < size; k++) direction[k] += sign * vectors[j * size + k];
            }

            double along = 0, length = 0;
            for (var k = 0; k < size; k++)
            {
                along += direction[k] * vectors[i * size + k];
                length += Square(x[Index(i, k, columns)]);
            }

            length = Math.Sqrt(length);
            // A row too short to be divided by its own length is only scaled.
            if (length < Shortest) (length, along) = (Shortest, 0);
            for (var k = 0; k < size; k++)
                gradient[Index(i, k, columns)] += (float)(factor / length * (direction[k] - along * vectors[i * size + k]));
        });
    }

    private static double Square(double x) => x * x;

    private static double Dot(double[] vectors, int i, int j, int size)
    {
        ReadOnlySpan<double> a = vectors.AsSpan(i * size, size), b = vectors.AsSpan(j * size, size);
        double sum = 0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }

    private nint Index(int vector, int k, nint columns) => _byRows ? vector * columns + k : k * columns + vector;

    private (double[] Vectors, int Count, int Size, double Pairs) Normalize(float* x, nint rows, nint columns, int threads)
    {
        var (count, size) = _byRows ? ((int)rows, (int)columns) : ((int)columns, (int)rows);
        var vectors = new double[checked(count * size)];
        WorkerPool.Shared.Run(count, threads, (i, _) =>
        {
            double sum = 0;
            for (var k = 0; k < size; k++) sum += Square(x[Index(i, k, columns)]);
            var length = Math.Max(Math.Sqrt(sum), Shortest);
            for (var k = 0; k < size; k++) vectors[i * size + k] = x[Index(i, k, columns)] / length;
        });
        return (vectors, count, size, count * (count - 1.0) / 2);
    }
}
