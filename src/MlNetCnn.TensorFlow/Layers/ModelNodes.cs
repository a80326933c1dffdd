using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Activations;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// A model as nodes: one scope per layer call, pictures channels last. Layers with their channels elsewhere are turned before and behind; a turn and its way back cancel.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="weights">Where the weights come from.</param>
/// <param name="training">Whether layers run in training mode (those that are frozen do not).</param>
internal sealed class ModelNodes(GraphBuilder graph, IWeightNodes weights, bool training)
{
    private readonly Dictionary<GraphValue, GraphTensor> _values = [];

    public GraphBuilder Graph => graph;

    public IWeightNodes Weights => weights;

    public bool Training => training;

    /// <summary>What a training step leaves in weights that no optimizer trains.</summary>
    public List<WeightUpdate> Updates { get; } = [];

    /// <summary>Numbers that layers draw in training, by the name of the node that is to be fed.</summary>
    public List<(string Node, LayerNoise Noise)> Noise { get; } = [];

    /// <summary>The tensor of a value that was given or written.</summary>
    public GraphTensor this[GraphValue value] => _values[value];

    /// <summary>Has a value come from a node that is there already: an input.</summary>
    public void Give(GraphValue value, GraphTensor tensor) => _values[value] = tensor;

    /// <summary>Writes calls, in order.</summary>
    /// <exception cref="NotSupportedException">A layer or an activation cannot be written; the message names it.</exception>
    public void Write(IEnumerable<LayerCall> calls)
    {
        foreach (var call in calls) _values[call.Output] = Write(call);
    }

    private GraphTensor Write(LayerCall call)
    {
        using var scope = graph.Scope(call.Path);
        GraphTensor[] inputs = [.. call.Inputs.Select(input => _values[input])];
        if (call.Part == LayerPart.Activation || call.Layer is Activation) return Activate(call, inputs[0]);
        var axis = ChannelAxis(call);
        Shape[] shapes = [.. call.Inputs.Select(input => Turn(input.Shape, axis))];
        var keepsRank = call.Output.Shape.Rank == call.Inputs[0].Shape.Rank;
        var site = new LayerSite(
            this, call.Layer, call.Path, [.. inputs.Select((input, i) => Turned(input, call.Inputs[i].Shape, axis))], shapes, keepsRank ? Turn(call.Output.Shape, axis) : call.Output.Shape, axis is not null);
        var output = Activate(call, LayerNodes.For(call.Layer, call.Path).Write(site));
        return axis is { } from && keepsRank ? Back(output, from) : output;
    }

    private GraphTensor Activate(LayerCall call, GraphTensor x) =>
        call.Layer is Softmax || ReferenceEquals(call.Activation, Keras.Activations.Linear) ? x : ActivationNodes.For(call.Activation, call.Path).Write(graph, x);

    /// <summary>The channels' dimension of a layer that has them elsewhere than last; null for all others.</summary>
    private static int? ChannelAxis(LayerCall call)
    {
        var rank = call.Inputs[0].Shape.Rank;
        var axis = call.Layer switch
        {
            IHasDataFormat { DataFormat: DataFormat.ChannelsFirst } when rank > 1 => 0,
            IHasChannelAxis layer => layer.AxisIn(rank),
            _ => rank - 1,
        };
        return axis == rank - 1 ? null : axis;
    }

    private static IEnumerable<int> Order(int rank, int axis) => Enumerable.Range(0, rank).Where(d => d != axis).Append(axis);

    private static Shape Turn(Shape shape, int? axis) => axis is { } from ? [.. Order(shape.Rank, from).Select(d => shape[d])] : shape;

    private GraphTensor Turned(GraphTensor value, Shape shape, int? axis) =>
        axis is { } from ? graph.Transpose(value, [0, .. Order(shape.Rank, from).Select(d => d + 1)]) : value;

    private GraphTensor Back(GraphTensor value, int axis)
    {
        var rank = value.Shape.Rank - 1;
        return graph.Transpose(value, [0, .. Enumerable.Range(0, rank).Select(d => (d == axis ? rank - 1 : d < axis ? d : d - 1) + 1)]);
    }
}
