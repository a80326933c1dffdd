using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Managed;

/// <summary>
/// Makes steps of calls. A layer that ends with an activation makes two. Operations know pictures with their channels last alone: what a layer with its channels
/// elsewhere takes is turned before it, and back only where somebody wants it so; layers that do not care work on what is there.
/// </summary>
/// <param name="weights">Where the weights are.</param>
/// <param name="kernels">Kernels.</param>
/// <param name="convolutions">How convolutions are computed.</param>
/// <param name="wanted">Values that must exist as the model has them.</param>
internal sealed class Lowering(WeightStore weights, Kernels kernels, ConvolutionChoice convolutions, IReadOnlyCollection<GraphValue> wanted)
{
    private readonly List<Step> _steps = [];
    private readonly Dictionary<GraphValue, (GraphValue Turned, int Axis)> _turned = [];
    private readonly HashSet<GraphValue> _missing = [];
    private readonly Dictionary<GraphValue, (GraphValue Inner, Edges2D Edges)> _edges = [];

    /// <summary>Makes the steps.</summary>
    /// <exception cref="NotSupportedException">A layer or activation that the engine cannot run.</exception>
    public List<Step> Run(IReadOnlyList<LayerCall> calls)
    {
        try
        {
            FindEdges(calls);
            foreach (var call in calls)
            {
                if (_edges.ContainsKey(call.Output)) continue;
                if (call.ChannelAxis is { } axis) AddTurned(call, axis);
                else if (Carries(call) is { } known) AddOnTurned(call, known);
                else AddStep(call, [.. call.Inputs.Select(input => Plain(input, call))], call.Output, [.. call.Inputs.Select(i => i.Shape)], false);
            }
        }
        catch
        {
            foreach (var step in _steps) step.Operation.Dispose();
            throw;
        }

        return _steps;
    }

    /// <summary>A padding that one convolution alone reads is part of it: its zeros are never written.</summary>
    private void FindEdges(IReadOnlyList<LayerCall> calls)
    {
        var readers = calls.SelectMany(c => c.Inputs.Select(input => (input, c))).ToLookup(p => p.input, p => p.c.Layer);
        foreach (var call in calls)
        {
            if (call.Layer is not ZeroPadding2D { DataFormat: DataFormat.ChannelsLast, ActivityRegularizer: null } padding || wanted.Contains(call.Output)) continue;
            if (readers[call.Output].ToArray() is [(Conv2D or DepthwiseConv2D) and IHasDataFormat { DataFormat: DataFormat.ChannelsLast }])
                _edges.Add(call.Output, (call.Inputs[0], padding.Padding));
        }
    }

    /// <summary>The axis that all inputs are turned by, for a layer to which the order of values means nothing.</summary>
    private int? Carries(LayerCall call)
    {
        if (!call.IsOrderless || wanted.Contains(call.Output)) return null;
        if (!call.Inputs.All(input => _turned.ContainsKey(input) && input.Shape == call.Inputs[0].Shape)) return null;
        var axis = _turned[call.Inputs[0]].Axis;
        return call.Inputs.All(input => _turned[input].Axis == axis) ? axis : null;
    }

    private void AddTurned(LayerCall call, int axis)
    {
        GraphValue[] inputs = [.. call.Inputs.Select(input => Turned(input, axis, call))];
        var output = call.Output.Shape.Rank == call.Inputs[0].Shape.Rank ? new GraphValue(Turn(call.Output.Shape, axis)) : call.Output;
        AddStep(call, inputs, output, [.. inputs.Select(i => i.Shape)], true);
        if (output != call.Output) Remember(call, output, axis);
    }

    private void AddOnTurned(LayerCall call, int axis)
    {
        GraphValue[] inputs = [.. call.Inputs.Select(input => _turned[input].Turned)];
        var output = new GraphValue(Turn(call.Output.Shape, axis));
        AddStep(call, inputs, output, [.. inputs.Select(i => i.Shape)], true);
        Remember(call, output, axis);
    }

    private void Remember(LayerCall call, GraphValue output, int axis)
    {
        _turned[call.Output] = (output, axis);
        _missing.Add(call.Output);
        if (!wanted.Contains(call.Output)) return;
        // Whoever reads it reads what is wanted, so that gradients pass through it.
        Plain(call.Output, call);
        _turned.Remove(call.Output);
    }

    /// <summary>A value as the model has it; turned back where only the other is there.</summary>
    private GraphValue Plain(GraphValue value, LayerCall call)
    {
        if (!_missing.Remove(value)) return value;
        var (turned, axis) = _turned[value];
        var rank = value.Shape.Rank;
        AddPermutation(call, turned, value, [.. Enumerable.Range(0, rank).Select(d => d == axis ? rank - 1 : d < axis ? d : d - 1)]);
        return value;
    }

    /// <summary>A value with its channels last.</summary>
    private GraphValue Turned(GraphValue value, int axis, LayerCall call)
    {
        if (_turned.TryGetValue(value, out var known) && known.Axis == axis) return known.Turned;
        var plain = Plain(value, call);
        var turned = new GraphValue(Turn(value.Shape, axis));
        AddPermutation(call, plain, turned, [.. Order(value.Shape.Rank, axis)]);
        if (!wanted.Contains(value)) _turned[value] = (turned, axis);
        return turned;
    }

    private static IEnumerable<int> Order(int rank, int axis) => Enumerable.Range(0, rank).Where(d => d != axis).Append(axis);

    private static Shape Turn(Shape shape, int axis) => [.. Order(shape.Rank, axis).Select(d => shape[d])];

    private void AddPermutation(LayerCall call, GraphValue from, GraphValue to, int[] order)
    {
        var site = new OperationSite(call.Layer, call.Path, [from.Shape], to.Shape, weights, kernels);
        _steps.Add(new Step(new PermuteOperation(site, order), [from], to, endsLayer: false));
    }

    private void AddStep(LayerCall call, GraphValue[] inputs, GraphValue output, Shape[] shapes, bool turned)
    {
        var edges = default(Edges2D);
        if (_edges.TryGetValue(call.Inputs[0], out var padded))
        {
            (inputs, edges) = ([Plain(padded.Inner, call)], padded.Edges);
            shapes = [padded.Inner.Shape];
        }

        var site = new OperationSite(call.Layer, call.Path, shapes, output.Shape, weights, kernels) { Convolutions = convolutions, IsTurned = turned, Edges = edges };
        if (call.Part == LayerPart.Activation)
        {
            _steps.Add(new Step(new FunctionOperation(site, FunctionOperation.Find(site, call.Activation)), inputs, output, endsLayer: true));
            return;
        }

        var operation = Operation.Create(site);
        var linear = call.Part == LayerPart.BeforeActivation || ReferenceEquals(operation.Activation, Activations.Linear);
        if (turned && !linear && LayerCall.RunsOverRows(operation.Activation))
            throw new NotSupportedException($"The managed engine cannot run {operation.Activation} within '{call.Path}' ({call.Layer.ClassName}), whose channels are not last: use a layer Activation of its own.");
        var own = linear ? output : new GraphValue(output.Shape);
        _steps.Add(new Step(operation, inputs, own, endsLayer: linear && call.Part == LayerPart.Whole));
        if (!linear)
            _steps.Add(new Step(new FunctionOperation(site with { Inputs = [output.Shape] }, FunctionOperation.Find(site, operation.Activation)), [own], output, endsLayer: true));
    }
}
