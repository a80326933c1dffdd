namespace MlNetCnn.Keras;

/// <summary>A value that flows between layers while a model is being described (Keras's <c>KerasTensor</c>): a shape and where it comes from.</summary>
public sealed class KerasTensor
{
    internal KerasTensor(Shape shape, Node node, int index) => (Shape, Node, Index) = (shape, node, index);

    /// <summary>Shape of one element of the batch.</summary>
    public Shape Shape { get; }

    /// <summary>The call of the layer that makes it.</summary>
    public Node Node { get; }

    /// <summary>Which output of that call it is; 0 for all layers but models with several outputs.</summary>
    public int Index { get; }

    /// <summary>The layer that makes it.</summary>
    public Layer Layer => Node.Layer;

    /// <summary>Starts a functional model (Keras's <c>Input(shape)</c>).</summary>
    /// <param name="shape">Without the batch; dimensions may be <see cref="Shape.Unknown"/>.</param>
    /// <param name="name">Name of the input layer; null for <c>input_layer</c> and so on.</param>
    public static KerasTensor Input(Shape shape, string? name = null) => new Layers.InputLayer(shape, name).Output;

    /// <summary>The shape with the batch, and the layer.</summary>
    public override string ToString() => $"{Shape.ToBatchString()} of {Layer.Name}";
}
