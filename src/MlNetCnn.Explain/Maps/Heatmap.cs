namespace MlNetCnn.Explain;

/// <summary>A number for every position of a picture or of a layer's output: how much it speaks for the score. Immutable.</summary>
public sealed class Heatmap
{
    private readonly float[] _values;

    /// <summary>Takes values.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="values">Row after row; copied.</param>
    /// <exception cref="ArgumentException">Another number of values than height times width, or a value that is not finite.</exception>
    public Heatmap(int height, int width, ReadOnlySpan<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (values.Length != (long)height * width) throw new ArgumentException($"A map of {height} x {width} has {(long)height * width} values, not {values.Length}.", nameof(values));
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i])) throw new ArgumentException($"The map's value at row {i / width}, column {i % width} is {values[i]}: the network's weights or the picture are not finite.", nameof(values));
        (Height, Width, _values) = (height, width, values.ToArray());
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The values as the method gives them, row after row.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The value at a position.</summary>
    /// <param name="row">From 0, at the top.</param>
    /// <param name="column">From 0, at the left.</param>
    public float this[int row, int column] => (uint)row < Height && (uint)column < Width ? _values[row * Width + column] : throw new ArgumentOutOfRangeException($"({row}, {column}) lies outside the map of {Height} x {Width}.", innerException: null);

    /// <summary>Whether all values are 0: nothing speaks for the score.</summary>
    public bool IsZero => !_values.AsSpan().ContainsAnyExcept(0f);

    /// <summary>
    /// The map from 0 to 1, as the Keras book does it: <c>maximum(map, 0) / max(map)</c>. A map without a positive value becomes all zeros.
    /// </summary>
    public Heatmap Normalize()
    {
        var most = Math.Max(0f, _values.Max());
        var result = new float[_values.Length];
        if (most > 0)
            for (var i = 0; i < result.Length; i++) result[i] = (float)(Math.Max(0.0, _values[i]) / most);
        return new Heatmap(Height, Width, result);
    }

    /// <summary>Rows and columns.</summary>
    public override string ToString() => $"{Height}x{Width}";
}
