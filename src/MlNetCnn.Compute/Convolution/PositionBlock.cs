namespace MlNetCnn.Compute.Convolution;

/// <summary>Lines top .. bottom - 1 and columns left .. right - 1 of one picture's outputs.</summary>
internal readonly record struct PositionBlock(int Picture, int Top, int Bottom, int Left, int Right)
{
    public int Lines => Bottom - Top;

    public int Width => Right - Left;

    /// <summary>What of it lies in the given lines and columns.</summary>
    public PositionBlock Within((int First, int End) lines, (int First, int End) columns) => this with
    {
        Top = Math.Max(Top, lines.First),
        Bottom = Math.Min(Bottom, lines.End),
        Left = Math.Max(Left, columns.First),
        Right = Math.Min(Right, columns.End),
    };
}
