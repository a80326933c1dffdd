namespace MlNetCnn.Explain;

/// <summary>Where an object is in a picture, in pixels of the picture as the model gets it. The pixel of row r and column c has its centre at (c + 0.5, r + 0.5).</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width, above 0.</param>
/// <param name="Height">Height, above 0.</param>
public readonly record struct ObjectBox(double X, double Y, double Width, double Height)
{
    /// <summary>The same box after the picture was resized.</summary>
    /// <param name="across">The new width divided by the old one.</param>
    /// <param name="down">The new height divided by the old one.</param>
    public ObjectBox Scaled(double across, double down) => new(X * across, Y * down, Width * across, Height * down);

    /// <summary>Whether a pixel's centre lies in the box or on its edge.</summary>
    /// <param name="row">From 0, at the top.</param>
    /// <param name="column">From 0, at the left.</param>
    /// <param name="tolerance">Pixels by which it may miss the box: the distance from the nearest point of the box.</param>
    public bool Contains(int row, int column, double tolerance = 0)
    {
        var across = Math.Max(0, Math.Abs(column + 0.5 - (X + Width / 2)) - Width / 2);
        var down = Math.Max(0, Math.Abs(row + 0.5 - (Y + Height / 2)) - Height / 2);
        return across * across + down * down <= tolerance * tolerance;
    }

    /// <summary>What is wrong with it for pictures of a size; null when it fits.</summary>
    internal string? Problem(int height, int width) =>
        !double.IsFinite(X) || !double.IsFinite(Y) || !(Width > 0) || !(Height > 0) || !double.IsFinite(Width) || !double.IsFinite(Height)
            ? "has no area"
            : X >= width || Y >= height || X + Width <= 0 || Y + Height <= 0 ? $"lies outside the picture of {height} x {width}" : null;
}
