using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Activations;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// A model as nodes: one scope per layer call, pictures channels last. What a layer with its channels elsewhere takes is turned before it, and back only where somebody wants it so;
/// layers that do not care work on what is there, as in the managed engine.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="weights">Where the weights come from.</param>
/// <param name="training">Whether layers run in training mode (those that are frozen do not).</param>
/// <param name="wanted">Values that must exist as the model has them, so that layers do not work on them turned: outputs. Default null: none.</param>
/// <param name="seen">
/// Values that gradients are taken by: each is a node of its own, which all that is written later reads. Otherwise a permutation and its way back would cancel around it, and some
/// layers hand on what they take. Default null: none.
/// </param>
internal sealed class ModelNodes(
    GraphBuilder graph, IWeightNodes weights, bool training, IReadOnlyCollection<GraphValue>? wanted = null, IReadOnlyCollection<GraphValue>? seen = null)
{
    private readonly Dictionary<GraphValue, GraphTensor> _values = [];
    private readonly Dictionary<GraphValue, (GraphTensor Tensor, int Axis)> _turned = [];

    public GraphBuilder Graph => graph;

    public IWeightNodes Weights => weights;

    public bool Training => training;

    /// <summary>What a training step leaves in weights that no optimizer trains.</summary>
    public List<WeightUpdate> Updates { get; } = [];

    /// <summary>Numbers that layers draw in training, by the name of the node that is to be fed.</summary>
    public List<(string Node, LayerNoise Noise)> Noise { get; } = [];

    /// <summary>Outputs of layers whose activity a regularizer adds to the loss.</summary>
    public List<LayerActivity> Activities { get; } = [];

    /// <summary>The tensor of a value that was given or written, as the model has it.</summary>
    public GraphTensor this[GraphValue value] => Plain(value);

    /// <summary>Has a value come from a node that is there already: an input, or one that gradients are asked by, which all that is written later then reads.</summary>
    public void Give(GraphValue value, GraphTensor tensor)
    {
        _turned.Remove(value);
        _values[value] = tensor;
    }

    /// <summary>Writes calls, in order.</summary>
    /// <exception cref="NotSupportedException">A layer or an activation cannot be written; the message names it.</exception>
    public void Write(IEnumerable<LayerCall> calls)
    {
        foreach (var call in calls)
        {
            using var scope = graph.Scope(call.Path);
            if (call.ChannelAxis is { } axis) WriteTurned(call, axis);
            else if (Carries(call) is { } known) Remember(call, Write(call, [.. call.Inputs.Select(input => _turned[input].Tensor)], known, known), known);
            else _values[call.Output] = Write(call, [.. call.Inputs.Select(Plain)], null, null);
            if (call.Part != LayerPart.BeforeActivation && call.Layer.ActivityRegularizer is { } regularizer)
                Activities.Add(new LayerActivity(regularizer, _values.TryGetValue(call.Output, out var plain) ? plain : _turned[call.Output].Tensor, call.Path));
            if (IsSeen(call.Output)) Give(call.Output, graph.Identity(Plain(call.Output), "value"));
        }
    }

    /// <summary>The axis that all inputs are turned by, for a layer to which the order of values means nothing.</summary>
    private int? Carries(LayerCall call)
    {
        if (!call.IsOrderless || IsWanted(call.Output)) return null;
        if (!call.Inputs.All(input => _turned.ContainsKey(input) && input.Shape == call.Inputs[0].Shape)) return null;
        var axis = _turned[call.Inputs[0]].Axis;
        return call.Inputs.All(input => _turned[input].Axis == axis) ? axis : null;
    }

    private bool IsWanted(GraphValue value) => wanted?.Contains(value) == true || IsSeen(value);

    private bool IsSeen(GraphValue value) => seen?.Contains(value) == true;

    private void WriteTurned(LayerCall call, int axis)
    {
        var keepsRank = call.Output.Shape.Rank == call.Inputs[0].Shape.Rank;
        var activation = call.Layer is Softmax ? Keras.Activations.Linear : call.Activation;
        // An activation that runs over the last axis means the model's.
        var late = keepsRank && LayerCall.RunsOverRows(activation);
        var output = Write(call, [.. call.Inputs.Select(input => Turned(input, axis))], axis, keepsRank ? axis : null, activates: !late);
        if (!keepsRank) _values[call.Output] = output;
        else if (late) _values[call.Output] = Activate(activation, call, Back(output, axis));
        else Remember(call, output, axis);
    }

    private GraphTensor Write(LayerCall call, GraphTensor[] inputs, int? axis, int? outputAxis, bool activates = true)
    {
        if (call.IsActivation) return Activate(call.Activation, call, inputs[0]);
        var site = new LayerSite(this, call.Layer, call.Path, inputs, [.. call.Inputs.Select(input => Turn(input.Shape, axis))], Turn(call.Output.Shape, outputAxis), axis is not null);
        var output = LayerNodes.For(call.Layer, call.Path).Write(site);
        return activates && call.Layer is not Softmax ? Activate(call.Activation, call, output) : output;
    }

    private GraphTensor Activate(ActivationFunction activation, LayerCall call, GraphTensor x) => ActivationNodes.For(activation, call.Path).Write(graph, x);

    private void Remember(LayerCall call, GraphTensor output, int axis)
    {
        if (IsWanted(call.Output)) _values[call.Output] = Back(output, axis);
        else _turned[call.Output] = (output, axis);
    }

    /// <summary>A value as the model has it; turned back where only the other is there.</summary>
    private GraphTensor Plain(GraphValue value)
    {
        if (_values.TryGetValue(value, out var plain)) return plain;
        var (tensor, axis) = _turned[value];
        return _values[value] = Back(tensor, axis);
    }

    /// <summary>A value with its channels last.</summary>
    private GraphTensor Turned(GraphValue value, int axis)
    {
        if (_turned.TryGetValue(value, out var known) && known.Axis == axis) return known.Tensor;
        var turned = graph.Transpose(Plain(value), [0, .. Order(value.Shape.Rank, axis).Select(d => d + 1)]);
        if (!IsWanted(value)) _turned[value] = (turned, axis);
        return turned;
    }

    private static IEnumerable<int> Order(int rank, int axis) => Enumerable.Range(0, rank).Where(d => d != axis).Append(axis);

    private static Shape Turn(Shape shape, int? axis) => axis is { } from ? [.. Order(shape.Rank, from).Select(d => shape[d])] : shape;

    private GraphTensor Back(GraphTensor value, int axis)
    {
        var rank = value.Shape.Rank - 1;
        return graph.Transpose(value, [0, .. Enumerable.Range(0, rank).Select(d => (d == axis ? rank - 1 : d < axis ? d : d - 1) + 1)]);
    }
}
