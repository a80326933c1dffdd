using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Convolution;

/// <summary>Copies the input that a block of outputs reads, with zeros where there is no picture, so that kernels need not look for edges.</summary>
internal sealed unsafe class PaddedLines(Windows windows)
{
    /// <summary>Values of a copied line.</summary>
    /// <param name="positions">Output positions of a line.</param>
    public nint Width(int positions) => ((nint)(positions - 1) * windows.Strides.Width + (nint)(windows.Size.Width - 1) * windows.Dilation.Width + 1) * windows.Channels;

    /// <summary>Values of a copy.</summary>
    /// <param name="lines">Output lines.</param>
    /// <param name="positions">Output positions of a line.</param>
    public nint Count(int lines, int positions) => Lines(lines) * Width(positions);

    /// <summary>Copies. The block's first window begins with the first value.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="block">The outputs.</param>
    /// <param name="target">Room for <see cref="Count"/> values.</param>
    public void Copy(float* input, PositionBlock block, float* target)
    {
        input += block.Picture * windows.InputCount;
        var channels = windows.Channels;
        var width = Width(block.Width);
        nint top = (nint)block.Top * windows.Strides.Height - windows.PadTop, left = (nint)block.Left * windows.Strides.Width - windows.PadLeft;
        nint first = Math.Max(left, 0), end = Math.Min(left + width / channels, windows.Width);
        for (nint line = 0; line < Lines(block.Lines); line++, target += width)
        {
            var y = top + line;
            var row = new Span<float>(target, (int)width);
            if (y < 0 || y >= windows.Height || first >= end)
            {
                row.Clear();
                continue;
            }

            row[..(int)((first - left) * channels)].Clear();
            new ReadOnlySpan<float>(input + (y * windows.Width + first) * channels, (int)((end - first) * channels)).CopyTo(row[(int)((first - left) * channels)..]);
            row[(int)((end - left) * channels)..].Clear();
        }
    }

    private nint Lines(int lines) => (nint)(lines - 1) * windows.Strides.Height + (nint)(windows.Size.Height - 1) * windows.Dilation.Height + 1;
}
