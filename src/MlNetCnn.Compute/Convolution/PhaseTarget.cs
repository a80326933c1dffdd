using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Convolution;

/// <summary>The input pixels of a phase, as rows.</summary>
/// <param name="windows">The geometry.</param>
/// <param name="vertical">The phase of the rows.</param>
/// <param name="horizontal">The phase of the columns.</param>
/// <param name="first">The group's first channel of the first pixel.</param>
internal sealed unsafe class PhaseTarget(Windows windows, AxisPhase vertical, AxisPhase horizontal, float* first) : RowTarget
{
    public override nint Stride => (nint)windows.Strides.Width * windows.Channels;

    public override float* At(int row, out int regular)
    {
        var (picture, pixel) = Math.DivRem(row, vertical.Count * horizontal.Count);
        var (iy, ix) = Math.DivRem(pixel, horizontal.Count);
        regular = horizontal.Count - ix;
        nint y = vertical.First + iy * windows.Strides.Height, x = horizontal.First + ix * windows.Strides.Width;
        return first + ((picture * windows.Height + y) * windows.Width + x) * windows.Channels;
    }
}
