using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Managed;

/// <summary>A value that flows between steps.</summary>
/// <param name="shape">Shape of one element, known.</param>
internal sealed class GraphValue(Shape shape)
{
    public Shape Shape { get; } = shape;

    /// <summary>Values of one element.</summary>
    public nint Count { get; } = (nint)shape.Count;
}
