namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// Every row is the content of one window, (ky, kx, channel), of one group's channels: the left operand that makes a convolution a product (im2col, a tile at a
/// time). A window of one pixel is read where it lies.
/// </summary>
/// <param name="windows">The geometry.</param>
/// <param name="pictures">The batch.</param>
/// <param name="firstChannel">First channel of the group.</param>
/// <param name="channels">Channels of the group.</param>
internal sealed unsafe class PatchRows(Windows windows, float* pictures, int firstChannel, int channels)
    : RowSource(windows.Size.Height * windows.Size.Width * channels)
{
    // Padding "same" adds nothing to a window of one pixel; a padding that is part of the convolution may, and also only behind the picture.
    private readonly bool _pixels = windows.Size is { Height: 1, Width: 1 } && windows is { PadTop: 0, PadLeft: 0 }
        && (windows.OutHeight - 1) * windows.Strides.Height < windows.Height && (windows.OutWidth - 1) * windows.Strides.Width < windows.Width;

    public override void Pack(int first, int count, float* panel, int panelRows, float* staging)
    {
        for (var r = 0; r < count; r++)
        {
            var row = staging;
            if (_pixels) row = Pixel(first + r);
            else Gather(first + r, staging);
            Scatter(row, panel + r * GemmKernel.DepthBlock, panelRows);
        }
    }

    private float* Pixel(int row)
    {
        var (picture, position) = Math.DivRem(row, windows.Positions);
        var (oy, ox) = Math.DivRem(position, windows.OutWidth);
        return pictures + picture * windows.InputCount + ((nint)oy * windows.Strides.Height * windows.Width + ox * windows.Strides.Width) * windows.Channels + firstChannel;
    }

    private void Gather(int row, float* target)
    {
        var (picture, position) = Math.DivRem(row, windows.Positions);
        var (oy, ox) = Math.DivRem(position, windows.OutWidth);
        var source = pictures + picture * windows.InputCount + firstChannel;
        var left = ox * windows.Strides.Width - windows.PadLeft;
        var rowLength = windows.Size.Width * channels;
        var wholeRows = windows.Dilation.Width == 1 && channels == windows.Channels && left >= 0 && left + windows.Size.Width <= windows.Width;
        for (var ky = 0; ky < windows.Size.Height; ky++, target += rowLength)
        {
            var y = oy * windows.Strides.Height - windows.PadTop + ky * windows.Dilation.Height;
            if ((uint)y >= (uint)windows.Height) new Span<float>(target, rowLength).Clear();
            else if (wholeRows) Copy(source + ((nint)y * windows.Width + left) * windows.Channels, target, rowLength);
            else GatherRow(source + (nint)y * windows.Width * windows.Channels, left, target);
        }
    }

    private void GatherRow(float* row, int left, float* target)
    {
        for (var kx = 0; kx < windows.Size.Width; kx++, target += channels)
        {
            var x = left + kx * windows.Dilation.Width;
            if ((uint)x >= (uint)windows.Width) new Span<float>(target, channels).Clear();
            else Copy(row + (nint)x * windows.Channels, target, channels);
        }
    }

    private static void Copy(float* source, float* target, int count) => new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(target, count));
}
