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
    /// The <c>training</c> argument of the call, kept so that saving the model does not lose it. It decides nothing: in Keras 3 the mode in which the
    /// whole model runs overrides it, and Keras 3 itself writes <c>false</c> for every Dropout. (Keras 2 obeyed a given <c>training=False</c>; to
    /// hold a base in inference mode, freeze it.)
    /// </summary>
    internal bool? Training { get; }

    /// <summary>Which call of the layer this is, from 0.</summary>
    public int Index { get; }
}
