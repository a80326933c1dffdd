using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>
/// Makes an ONNX graph of a model. Inputs and outputs keep the model's shapes; inside, pictures have their channels first, as ONNX's operators take them: each input is turned once, and
/// what leaves as a picture once more. What only looks at values works on whatever is there.
/// </summary>
internal static class GraphWriter
{
    /// <summary>The name of the first dimension of every input and output.</summary>
    public const string Batch = "batch";

    /// <summary>Makes the graph.</summary>
    /// <exception cref="NotSupportedException">A layer or activation that cannot be written.</exception>
    public static GraphProto Write(Model model, OnnxOptions options)
    {
        var flat = Lay(model, options);
        var (wanted, wantedNames) = Wanted(model, flat, options);
        var calls = flat.Needed(wanted);
        var graph = new GraphBuilder(options.Opset);
        var outputs = new Dictionary<GraphValue, string>();

        // Inputs first: an input that is asked for as an output too keeps its name, and the output gets a number.
        string[] entrances = [.. model.Inputs.Select(input => graph.Reserve(input.Layer.Name))];
        string[] names = [.. wantedNames.Select(graph.Reserve)];
        var isInput = flat.Inputs.ToHashSet();
        for (var i = 0; i < wanted.Length; i++)
            if (!isInput.Contains(wanted[i])) outputs.TryAdd(wanted[i], names[i]);
        var values = new LaidValues(graph, outputs);
        var inputs = flat.Inputs.Select((input, i) => Enter(model, flat, options, input, entrances[i], graph, values)).ToArray();
        foreach (var planned in CallPlan.Make(calls, wanted, options.FoldBatchNormalization)) Write(planned, graph, values, outputs);
        for (var i = 0; i < wanted.Length; i++)
            if (values.AsModel(wanted[i]) is var name && name != names[i])
                graph.AddNamed("Identity", graph.Reserve($"{names[i]}/Identity"), names[i], [name]);
        return new GraphProto
        {
            Name = model.Name,
            Nodes = graph.Nodes,
            Initializers = graph.Initializers,
            Inputs = inputs,
            Outputs = [.. wanted.Select((value, i) => Value(names[i], value.Shape))],
        };
    }

    private static FlatGraph Lay(Model model, OnnxOptions options)
    {
        IReadOnlyList<Shape> shapes = options.InputShapes ?? [.. model.Inputs.Select(i => i.Shape)];
        var open = shapes.FirstOrDefault(s => !s.IsKnown);
        return shapes.All(s => s.IsKnown)
            ? new FlatGraph(model, shapes)
            : throw new ArgumentException($"The model '{model.Name}' takes {open.ToBatchString()}, which leaves dimensions open: an ONNX file written here has all but the batch fixed. Set {nameof(OnnxOptions)}.{nameof(OnnxOptions.InputShapes)}.");
    }

    private static (GraphValue[] Values, string[] Names) Wanted(Model model, FlatGraph flat, OnnxOptions options)
    {
        string[] names = [.. options.Outputs ?? [.. model.Outputs.Select(o => o.Layer.Name)]];
        GraphValue[] values = options.Outputs is null ? flat.Outputs : [.. names.Select(flat.Find)];
        if (!options.Logits) return (values, names);
        GraphValue[] logits = [.. values.Select(flat.BeforeLastActivation)];
        return (logits, [.. names.Select((name, i) => logits[i] == values[i] ? name : $"{name}_logits")]);
    }

    /// <summary>An input of the file, and the value that it becomes.</summary>
    private static ValueInfoProto Enter(Model model, FlatGraph flat, OnnxOptions options, GraphValue value, string name, GraphBuilder graph, LaidValues values)
    {
        var turned = options.InputLayout == OnnxInputLayout.ChannelsFirst && IsPicture(flat, value);
        var laid = new Laid(name, turned ? Layout.ChannelsFirst : Layout.AsModel);
        values.Add(value, options.IncludePreprocessing ? InputPixels.Write(model, flat, options, value, laid, graph) : laid);
        return Value(name, turned ? [.. laid.Order(value.Shape)] : value.Shape);
    }

    /// <summary>Whether an input is a picture with its channels last: it has three dimensions, and what reads it does not want them first.</summary>
    internal static bool IsPicture(FlatGraph flat, GraphValue value)
    {
        if (value.Shape.Rank != 3) return false;
        var known = new HashSet<GraphValue> { value };
        foreach (var call in flat.Calls)
        {
            if (!known.Contains(call.Inputs[0])) continue;
            if (call.Layer is IHasDataFormat layer) return layer.DataFormat == DataFormat.ChannelsLast;
            known.Add(call.Output);
        }

        return true;
    }

    private static void Write(PlannedCall planned, GraphBuilder graph, LaidValues values, Dictionary<GraphValue, string> outputs)
    {
        var call = planned.Call;
        var writer = LayerNodes.Of(call);
        if (writer.PassesOn)
        {
            values.Pass(call.Inputs[0], call.Output);
            return;
        }

        var start = graph.Nodes.Count;
        var site = new LayerSite(planned, graph, values);
        var laid = call.Part == LayerPart.Activation ? site.Any() : writer.Write(site);
        if (!writer.IncludesActivation && !ReferenceEquals(call.Activation, Activations.Linear))
        {
            var function = new FunctionSite(graph, call.Path, laid.Name, laid.AxisOf(call.Output.Shape.Rank - 1), call.Output.Shape[^1], call.Output.Shape.Rank + 1);
            laid = laid with { Name = FunctionNodes.Of(call.Activation, call.Path).Write(function) };
        }

        var made = laid.Name;
        var name = laid.Layout == Layout.AsModel && outputs.TryGetValue(call.Output, out var output) ? output
            : graph.Reserve(graph.IsTaken(call.Path) && outputs.ContainsKey(call.Output) ? $"{call.Path}/channels_first" : call.Path);
        values.Add(call.Output, graph.Rename(made, name, start) ? laid with { Name = name } : laid);
    }

    private static ValueInfoProto Value(string name, Shape shape) => new(name, ElementType.Float, [new Dimension(null, Batch), .. shape.Select(d => new Dimension(d))]);
}
