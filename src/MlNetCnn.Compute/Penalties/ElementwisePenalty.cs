using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Penalties;

/// <summary>l1 sum |x| + l2 sum x^2; the gradient is l1 sign(x) + 2 l2 x, 0 at 0.</summary>
internal abstract unsafe class ElementwisePenalty(double l1, double l2) : Penalty
{
    private const int Piece = 1 << 15;

    public override bool IsElementwise => true;

    public override double Value(float* x, nint rows, nint columns, int threads)
    {
        var count = rows * columns;
        var pieces = (int)((count + Piece - 1) / Piece);
        if (pieces <= 1) return Sum(x, count);
        // Added in the order of the pieces, whoever summed them.
        var sums = new double[pieces];
        WorkerPool.Shared.Run(pieces, threads, (p, _) => sums[p] = Sum(x + (nint)p * Piece, Math.Min(Piece, count - (nint)p * Piece)));
        return sums.Sum();
    }

    public override void AddGradient(Kernels kernels, float* x, float* gradient, nint rows, nint columns, double scale, int threads)
    {
        var count = rows * columns;
        var rule = new Slope((float)(l1 * scale), (float)(2 * l2 * scale), x, gradient);
        WorkerPool.Shared.Run((int)((count + Piece - 1) / Piece), threads, (p, _) =>
        {
            nint start = (nint)p * Piece, end = Math.Min(count, start + Piece), whole = start + (end - start) / 16 * 16;
            if (whole > start) kernels.Apply(rule, 0, start, whole);
            rule.Apply<ScalarSimd, float>(0, whole, end);
        });
    }

    private double Sum(float* x, nint count)
    {
        // Two sums of each kind, so that additions do not wait for each other.
        double a = 0, b = 0, aa = 0, bb = 0;
        nint i = 0;
        for (; i <= count - 2; i += 2)
        {
            a += Math.Abs((double)x[i]);
            b += Math.Abs((double)x[i + 1]);
            aa += (double)x[i] * x[i];
            bb += (double)x[i + 1] * x[i + 1];
        }

        if (i < count)
        {
            a += Math.Abs((double)x[i]);
            aa += (double)x[i] * x[i];
        }

        return (l1 == 0 ? 0 : l1 * (a + b)) + (l2 == 0 ? 0 : l2 * (aa + bb));
    }

    private sealed class Slope(float one, float two, float* x, float* gradient) : IVectorRule<int>
    {
        public void Apply<TSimd, TVector>(int arguments, nint start, nint end)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector l1 = TSimd.Broadcast(one), l2 = TSimd.Broadcast(two);
            for (var i = start; i < end; i += TSimd.Width)
            {
                TVector value = TSimd.Load(x + i), g = TSimd.Load(gradient + i);
                if (two != 0) g = TSimd.MultiplyAdd(value, l2, g);
                if (one != 0) g = TSimd.MultiplyAdd(Sign.Of<TSimd, TVector>(value), l1, g);
                TSimd.Store(g, gradient + i);
            }
        }
    }
}
