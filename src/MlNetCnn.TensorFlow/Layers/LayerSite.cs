using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>One call of a layer that is being written.</summary>
/// <param name="Nodes">The model that it belongs to.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Path">Its name, with those of the models that it lies in.</param>
/// <param name="Inputs">What it takes, channels last.</param>
/// <param name="InputShapes">Shapes of one element of each, as <paramref name="Inputs"/> are.</param>
/// <param name="OutputShape">Shape of one element of what it makes, channels last.</param>
/// <param name="IsTurned">Whether the model has the channels elsewhere, and they were turned for this layer.</param>
internal sealed record LayerSite(ModelNodes Nodes, Layer Layer, string Path, IReadOnlyList<GraphTensor> Inputs, IReadOnlyList<Shape> InputShapes, Shape OutputShape, bool IsTurned)
{
    public GraphBuilder Graph => Nodes.Graph;

    public GraphTensor Input => Inputs[0];

    public Shape InputShape => InputShapes[0];

    /// <summary>Whether it runs in training mode.</summary>
    public bool Training => Nodes.Training;

    /// <summary>Shape of the output with its batch, which is not known.</summary>
    public TensorShape BatchShape => OutputShape.WithBatch();

    /// <summary>A weight's values: a constant, or what is read from a variable.</summary>
    public GraphTensor Weight(Weight? weight) => Nodes.Weights.Read(weight ?? throw new InvalidOperationException($"The layer '{Path}' is not built."));

    /// <summary>What the training step leaves in a weight that no optimizer trains so far: a layer that is called twice moves its statistics twice.</summary>
    public GraphTensor Latest(Weight weight) => Nodes.Updates.FindLast(update => update.Weight == weight)?.Value ?? Weight(weight);

    /// <summary>Has a weight that no optimizer trains (a moving mean) take a value at the end of each training step.</summary>
    public void Update(Weight weight, GraphTensor value) => Nodes.Updates.Add(new WeightUpdate(weight, value));

    /// <summary>
    /// Numbers that the layer draws in a training step: a node whose default the graph draws itself, and that the engine feeds with what the managed engine would draw.
    /// </summary>
    /// <param name="kind">Kind of the layer, which with its path names the numbers.</param>
    /// <param name="seed">The layer's own seed; null for the run's.</param>
    /// <param name="shape">Shape of the numbers of one element.</param>
    /// <param name="fill">Draws them as the managed engine does.</param>
    /// <param name="otherwise">Adds the nodes that draw such numbers where nobody feeds them, in the shape that it is given.</param>
    /// <param name="sharesBatch">Whether all elements of a batch share one element's numbers.</param>
    public GraphTensor Draw(string kind, int? seed, Shape shape, FillNoise fill, Func<GraphTensor, GraphTensor> otherwise, bool sharesBatch = false)
    {
        var value = otherwise(sharesBatch ? Graph.Constant([1, .. shape]) : Graph.BatchOf(Input, [.. shape]));
        var node = Graph.PlaceholderWithDefault(value, shape.WithBatch(sharesBatch ? 1 : -1), "noise");
        Nodes.Noise.Add((node.Node.Name, new LayerNoise($"{kind}/{Path}", seed, shape, fill, sharesBatch)));
        return node;
    }
}
