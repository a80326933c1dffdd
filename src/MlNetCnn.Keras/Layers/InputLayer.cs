using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Where data enters a model (<c>keras.layers.InputLayer</c>).</summary>
[KerasName("InputLayer")]
public sealed class InputLayer : Layer
{
    /// <summary>Makes an input.</summary>
    /// <param name="shape">Without the batch; dimensions may be <see cref="Shape.Unknown"/>.</param>
    /// <param name="name">Null for <c>input_layer</c> and so on.</param>
    public InputLayer(Shape shape, string? name = null)
        : base(name)
    {
        Shape = shape;
        Output = CallNode([]).Outputs[0];
    }

    /// <summary>Shape of one element of the batch.</summary>
    public Shape Shape { get; }

    /// <summary>The tensor that enters.</summary>
    public KerasTensor Output { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => Shape;

    internal static InputLayer FromConfig(ConfigReader config)
    {
        var shape = config.GetDimensions("batch_shape") ?? config.GetDimensions("batch_input_shape")
            ?? throw config.Error("an input layer needs batch_shape (batch_input_shape before Keras 3).");
        if (shape.Length == 0) throw config.Error("batch_shape is empty; it starts with the batch.");
        return new InputLayer(config.CheckShape("batch_shape", shape.AsSpan(1)), config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("batch_shape", Shape, withBatch: true);
        config.Write("sparse", false);
    }
}
