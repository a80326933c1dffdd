using System.Runtime.CompilerServices;

namespace MlNetCnn.Compute.Simd;

/// <summary>The micro-kernels of one vector width: what is done with finished sums, and distances of A's values that are known when the machine code is made.</summary>
[SkipLocalsInit]
internal sealed unsafe partial class OuterProductKernel<TSimd, TVector> : OuterProductKernel
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override int Columns => 2 * TSimd.Width;

    public override void AddProducts(
        int rows, float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
    {
        var tile = stackalloc float[RowsAtMost * 2 * TSimd.Width];
        Run<One>(rows, a, aStep, aLine, b, bStep, bLine, count, lines, tile);
        for (; rows > 0; rows--, tile += 2 * TSimd.Width, target += stride)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(target), TSimd.Load(tile)), target);
            TSimd.Store(TSimd.Add(TSimd.Load(target + TSimd.Width), TSimd.Load(tile + TSimd.Width)), target + TSimd.Width);
        }
    }

    public override void Products(int rows, float* a, int distance, nint aLine, float* b, nint bLine, int count, int lines, float* tile)
    {
        switch (distance)
        {
            case 1: Run<One>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 2: Run<Two>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 3: Run<Three>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 6: Run<Six>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 16: Run<Sixteen>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 24: Run<TwentyFour>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 32: Run<ThirtyTwo>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 48: Run<FortyEight>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 64: Run<SixtyFour>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            case 96: Run<NinetySix>(rows, a, 1, aLine, b, Columns, bLine, count, lines, tile); break;
            default: throw new ArgumentOutOfRangeException(nameof(distance), distance, "There is no kernel for values this far apart.");
        }
    }

    /// <summary>Distance of the values of A that go with one value of B.</summary>
    private interface IDistance
    {
        static abstract int Value { get; }
    }

    private readonly struct One : IDistance
    {
        public static int Value => 1;
    }

    private readonly struct Two : IDistance
    {
        public static int Value => 2;
    }

    private readonly struct Three : IDistance
    {
        public static int Value => 3;
    }

    private readonly struct Six : IDistance
    {
        public static int Value => 6;
    }

    private readonly struct Sixteen : IDistance
    {
        public static int Value => 16;
    }

    private readonly struct TwentyFour : IDistance
    {
        public static int Value => 24;
    }

    private readonly struct ThirtyTwo : IDistance
    {
        public static int Value => 32;
    }

    private readonly struct FortyEight : IDistance
    {
        public static int Value => 48;
    }

    private readonly struct SixtyFour : IDistance
    {
        public static int Value => 64;
    }

    private readonly struct NinetySix : IDistance
    {
        public static int Value => 96;
    }
}
