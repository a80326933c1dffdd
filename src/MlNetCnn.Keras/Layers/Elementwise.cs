namespace MlNetCnn.Keras.Layers;

/// <summary>A layer with one input, whose output has the input's shape.</summary>
public abstract class Elementwise : Layer
{
    private protected Elementwise(string? name)
        : base(name) { }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);
}
