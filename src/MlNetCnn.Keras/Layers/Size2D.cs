namespace MlNetCnn.Keras.Layers;

/// <summary>Height and width of a window, a stride or a dilation. One number converts to both: <c>kernelSize: 3</c>; so does a pair.</summary>
/// <param name="Height">Along rows.</param>
/// <param name="Width">Along columns.</param>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same number for both.</summary>
    public static implicit operator Size2D(int both) => new(both, both);

    /// <summary>A pair (height, width).</summary>
    public static implicit operator Size2D((int Height, int Width) pair) => new(pair.Height, pair.Width);

    /// <summary>As Python prints it: <c>(3, 3)</c>.</summary>
    public override string ToString() => $"({Height}, {Width})";

    internal Size2D CheckPositive(string name) => Height > 0 && Width > 0
        ? this
        : throw new ArgumentOutOfRangeException(name, this, "Height and width must be positive.");
}
