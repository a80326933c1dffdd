using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>The micro-kernels of one vector width: what is done with finished sums, and distances of A's values that are known when the machine code is made.</summary>
internal sealed unsafe partial class OuterProductKernel<TSimd, TVector> : OuterProductKernel
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override int Columns => 2 * TSimd.Width;

    public override void AddProducts(
        int rows, float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride) =>
        Run<One, Addition>(rows, a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, default);

    public override void WriteProducts(
        int rows, float* a, int distance, nint aLine, float* b, nint bLine, int count, int lines, Epilogue epilogue, int firstChannel, int columns, float* target, nint stride)
    {
        float* scale = epilogue.Scale + firstChannel, shift = epilogue.Shift + firstChannel;
        var finish = new Finish
        {
            Scale0 = TSimd.Load(scale),
            Scale1 = TSimd.Load(scale + TSimd.Width),
            Shift0 = TSimd.Load(shift),
            Shift1 = TSimd.Load(shift + TSimd.Width),
            Low = TSimd.Broadcast(epilogue.Low),
            High = TSimd.Broadcast(epilogue.High),
            Columns = columns,
        };
        switch (distance)
        {
            case 1: Run<One, Finish>(rows, a, 1, aLine, b, Columns, bLine, count, lines, target, stride, finish); break;
            case 2: Run<Two, Finish>(rows, a, 1, aLine, b, Columns, bLine, count, lines, target, stride, finish); break;
            case 3: Run<Three, Finish>(rows, a, 1, aLine, b, Columns, bLine, count, lines, target, stride, finish); break;
            case 6: Run<Six, Finish>(rows, a, 1, aLine, b, Columns, bLine, count, lines, target, stride, finish); break;
            default: throw new ArgumentOutOfRangeException(nameof(distance), distance, "There is no kernel for values this far apart.");
        }
    }

    /// <summary>Distance of the values of A that go with one value of B.</summary>
    private interface IDistance
    {
        static abstract int Value { get; }
    }

    private interface IEnd
    {
        void Store(TVector x, TVector y, float* target);
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

    private readonly struct Addition : IEnd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(TVector x, TVector y, float* target)
        {
            TSimd.Store(TSimd.Add(TSimd.Load(target), x), target);
            TSimd.Store(TSimd.Add(TSimd.Load(target + TSimd.Width), y), target + TSimd.Width);
        }
    }

    private struct Finish : IEnd
    {
        public TVector Scale0, Scale1, Shift0, Shift1, Low, High;
        public int Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(TVector x, TVector y, float* target)
        {
            x = TSimd.Min(High, TSimd.Max(Low, TSimd.MultiplyAdd(x, Scale0, Shift0)));
            y = TSimd.Min(High, TSimd.Max(Low, TSimd.MultiplyAdd(y, Scale1, Shift1)));
            if (Columns == 2 * TSimd.Width)
            {
                TSimd.Store(x, target);
                TSimd.Store(y, target + TSimd.Width);
            }
            else
            {
                StorePart(x, y, target, Columns);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void StorePart(TVector x, TVector y, float* target, int columns)
        {
            var row = stackalloc float[2 * TSimd.Width];
            TSimd.Store(x, row);
            TSimd.Store(y, row + TSimd.Width);
            new ReadOnlySpan<float>(row, columns).CopyTo(new Span<float>(target, columns));
        }
    }
}
