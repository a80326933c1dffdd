namespace MlNetCnn.Keras;

/// <summary>One call of a layer. A shared layer has several; an input layer has one without inputs.</summary>
public sealed class Node
{
    internal Node(Layer layer, IReadOnlyList<KerasTensor> inputs, IReadOnlyList<Shape> outputShapes, int index, bool? training = null)
    {
        (Layer, Inputs, Index, Training) = (layer, inputs, index, training);
        Outputs = [.. outputShapes.Select((shape, i) => new KerasTensor(shape, this, i))];
    }

    /// <summary>The layer called.</summary>
    public Layer Layer { get; }

    /// <summary>What it was called on.</summary>
    public IReadOnlyList<KerasTensor> Inputs { get; }

    /// <summary>What it makes.</summary>
    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>
    /// The call's <c>training</c> argument: false for a layer (or nested model) that runs in inference mode even in training, as
    /// <c>base(x, training=False)</c> does in Keras; null, the default, to follow the mode of the model.
    /// </summary>
    public bool? Training { get; }

    /// <summary>Which call of the layer this is, from 0.</summary>
    public int Index { get; }
}
