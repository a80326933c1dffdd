using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Convolution;

/// <summary>Every row holds, for one input pixel of a phase, the outputs that it went into: (element, output channel). Outputs that do not exist are zeros.</summary>
/// <param name="windows">The geometry.</param>
/// <param name="vertical">The phase of the rows.</param>
/// <param name="horizontal">The phase of the columns.</param>
/// <param name="gradients">Values per output, NHWC.</param>
/// <param name="filters">Output channels.</param>
/// <param name="firstFilter">First output channel of the group.</param>
/// <param name="groupFilters">Output channels of the group.</param>
internal sealed unsafe class PhaseRows(Windows windows, AxisPhase vertical, AxisPhase horizontal, float* gradients, int filters, int firstFilter, int groupFilters)
    : RowSource(DepthOf(vertical, horizontal, groupFilters))
{
    /// <summary>Length of a row; a phase that no element meets has one zero.</summary>
    public static int DepthOf(AxisPhase vertical, AxisPhase horizontal, int groupFilters) => Math.Max(1, vertical.Elements.Length * horizontal.Elements.Length * groupFilters);

    public override void Pack(int first, int count, float* panel, int panelRows, float* staging)
    {
        staging[0] = 0;
        for (var r = 0; r < count; r++)
        {
            Gather(first + r, staging);
            Scatter(staging, panel + r * GemmKernel.DepthBlock, panelRows);
        }
    }

    private void Gather(int row, float* target)
    {
        var (picture, pixel) = Math.DivRem(row, vertical.Count * horizontal.Count);
        var (iy, ix) = Math.DivRem(pixel, horizontal.Count);
        var source = gradients + (nint)picture * windows.Positions * filters + firstFilter;
        foreach (var top in vertical.Outputs)
        {
            var oy = top + iy;
            foreach (var left in horizontal.Outputs)
            {
                var ox = left + ix;
                var values = new Span<float>(target, groupFilters);
                if ((uint)oy < (uint)windows.OutHeight && (uint)ox < (uint)windows.OutWidth)
                    new ReadOnlySpan<float>(source + ((nint)oy * windows.OutWidth + ox) * filters, groupFilters).CopyTo(values);
                else values.Clear();
                target += groupFilters;
            }
        }
    }
}
