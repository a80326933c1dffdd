using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Gemm;

/// <summary>The micro-kernels of one vector width: up to 14 rows by two vectors.</summary>
/// <param name="rows">Rows of a whole tile: as many as the registers hold.</param>
internal sealed unsafe partial class GemmKernel<TSimd, TVector>(int rows) : GemmKernel
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override int Rows => rows;

    public override int Columns => 2 * TSimd.Width;

    public override void Finish(float* tile, int rows, int columns, Epilogue epilogue, int firstColumn, float* target, nint stride, float* residual = null)
    {
        var width = TSimd.Width;
        float* scale = epilogue.Scale + firstColumn, shift = epilogue.Shift + firstColumn;
        TVector low = TSimd.Broadcast(epilogue.Low), high = TSimd.Broadcast(epilogue.High);
        TVector scale0 = TSimd.Load(scale), scale1 = TSimd.Load(scale + width);
        TVector shift0 = TSimd.Load(shift), shift1 = TSimd.Load(shift + width);
        for (var r = 0; r < rows; r++, tile += 2 * width, target += stride)
        {
            var v0 = TSimd.MultiplyAdd(TSimd.Load(tile), scale0, shift0);
            var v1 = TSimd.MultiplyAdd(TSimd.Load(tile + width), scale1, shift1);
            if (residual != null)
            {
                // The last columns' vectors could reach beyond the end of what is added.
                if (columns < 2 * width) new ReadOnlySpan<float>(residual, columns).CopyTo(new Span<float>(tile, columns));
                var more = columns < 2 * width ? tile : residual;
                (v0, v1) = (TSimd.Add(v0, TSimd.Load(more)), TSimd.Add(v1, TSimd.Load(more + width)));
                residual += stride;
            }

            v0 = TSimd.Min(high, TSimd.Max(low, v0));
            v1 = TSimd.Min(high, TSimd.Max(low, v1));
            if (columns == 2 * width)
            {
                TSimd.Store(v0, target);
                TSimd.Store(v1, target + width);
                continue;
            }

            TSimd.Store(v0, tile);
            TSimd.Store(v1, tile + width);
            if (columns < width)
            {
                for (var j = 0; j < columns; j++) target[j] = tile[j];
                continue;
            }

            // The second vector begins earlier, so that it ends with the last column.
            TSimd.Store(v0, target);
            TSimd.Store(TSimd.Load(tile + columns - width), target + columns - width);
        }
    }
}
