namespace MlNetCnn.Keras.Flat;

/// <summary>A value that flows between the calls of layers.</summary>
/// <param name="shape">Shape of one element, known.</param>
public sealed class GraphValue(Shape shape)
{
    /// <summary>Shape of one element, known.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>Values of one element.</summary>
    public nint Count { get; } = (nint)shape.Count;
}
