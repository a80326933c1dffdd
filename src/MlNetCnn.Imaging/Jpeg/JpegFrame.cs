namespace MlNetCnn.Imaging.Jpeg;

/// <summary>A frame header: size, process and components.</summary>
internal sealed class JpegFrame(int height, int width, bool progressive, JpegComponent[] components)
{
    public readonly int Height = height, Width = width;
    public readonly bool Progressive = progressive;
    public readonly JpegComponent[] Components = components;
    public readonly int MaxHorizontal = components.Max(c => c.Horizontal), MaxVertical = components.Max(c => c.Vertical);

    /// <summary>MCUs of an interleaved scan.</summary>
    public int McusAcross, McusDown;

    /// <summary>Blocks of all components that the smallest possible coding contains.</summary>
    public long Blocks => Components.Sum(c => (long)c.BlocksAcross * c.BlocksDown);

    /// <summary>Computes what follows from size and sampling (T.81, A.1.1 and A.2).</summary>
    public void LayOut()
    {
        McusAcross = CeilingDivide(Width, 8 * MaxHorizontal);
        McusDown = CeilingDivide(Height, 8 * MaxVertical);
        foreach (var c in Components)
        {
            c.Width = CeilingDivide(Width * c.Horizontal, MaxHorizontal);
            c.Height = CeilingDivide(Height * c.Vertical, MaxVertical);
            c.BlocksAcross = CeilingDivide(c.Width, 8);
            c.BlocksDown = CeilingDivide(c.Height, 8);
            c.AllocatedBlocksAcross = McusAcross * c.Horizontal;
            c.AllocatedBlocksDown = McusDown * c.Vertical;
        }
    }

    private static int CeilingDivide(int a, int b) => (a + b - 1) / b;
}
