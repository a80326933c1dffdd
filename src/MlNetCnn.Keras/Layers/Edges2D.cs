namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Rows and columns at the four edges of a picture. Converts as Keras does: one number serves for all edges, a pair for
/// (top and bottom, left and right), a pair of pairs for ((top, bottom), (left, right)).
/// </summary>
/// <param name="Top">Rows above.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="Right">Columns on the right.</param>
public readonly record struct Edges2D(int Top, int Bottom, int Left, int Right)
{
    /// <summary>The same number at all edges.</summary>
    public static implicit operator Edges2D(int all) => new(all, all, all, all);

    /// <summary>(rows above and below, columns left and right).</summary>
    public static implicit operator Edges2D((int Height, int Width) symmetric) =>
        new(symmetric.Height, symmetric.Height, symmetric.Width, symmetric.Width);

    /// <summary>((top, bottom), (left, right)).</summary>
    public static implicit operator Edges2D(((int Top, int Bottom) Height, (int Left, int Right) Width) edges) =>
        new(edges.Height.Top, edges.Height.Bottom, edges.Width.Left, edges.Width.Right);

    /// <summary>As Python prints it: <c>((0, 1), (0, 1))</c>.</summary>
    public override string ToString() => $"(({Top}, {Bottom}), ({Left}, {Right}))";
}
