namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// One axis of a convolution turned round. Position i of the input is element k of output o's window where o stride = i + pad - k dilation. Which elements
/// can be solved for o depends on (i + pad) mod stride alone: that is the phase. Along the positions of a phase, o grows by one.
/// </summary>
internal sealed class AxisPhase
{
    /// <summary>Makes a phase.</summary>
    /// <param name="phase">(i + pad) mod stride.</param>
    /// <param name="input">Input positions.</param>
    /// <param name="size">Elements of the window.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="dilation">Step between its elements.</param>
    /// <param name="pad">Padding before.</param>
    public AxisPhase(int phase, int input, int size, int stride, int dilation, int pad)
    {
        First = ((phase - pad) % stride + stride) % stride;
        Count = First < input ? (input - First + stride - 1) / stride : 0;
        Elements = [.. Enumerable.Range(0, size).Where(k => (First + pad - k * dilation) % stride == 0)];
        Outputs = [.. Elements.Select(k => (First + pad - k * dilation) / stride)];
    }

    /// <summary>The first position of the phase; the others follow at the stride's distance.</summary>
    public int First { get; }

    /// <summary>Number of positions.</summary>
    public int Count { get; }

    /// <summary>Elements of the window that meet these positions.</summary>
    public int[] Elements { get; }

    /// <summary>For each element the output whose window holds the first position there; may lie outside.</summary>
    public int[] Outputs { get; }
}
