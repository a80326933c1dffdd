using System.Runtime.InteropServices;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Writing;

/// <summary>A call of a layer on its way into the file.</summary>
/// <param name="planned">The call.</param>
/// <param name="graph">Where nodes go.</param>
/// <param name="values">What tensors hold what goes in.</param>
internal sealed class LayerSite(PlannedCall planned, GraphBuilder graph, LaidValues values)
{
    public LayerCall Call => planned.Call;

    public GraphBuilder Graph => graph;

    /// <summary>Zeros around the input.</summary>
    public Edges2D Edges => planned.Edges;

    /// <summary>What the layer's sums are scaled by.</summary>
    public ChannelAffine? Fold => planned.Fold;

    /// <summary>Shape of the first input, as the model has it.</summary>
    public Shape Input => Call.Inputs[0].Shape;

    /// <summary>Shape of the output, as the model has it.</summary>
    public Shape Output => Call.Output.Shape;

    /// <summary>Adds a node.</summary>
    public string Emit(string op, IReadOnlyList<string> inputs, params IReadOnlyList<AttributeProto> attributes) => graph.Add(op, $"{Call.Path}/{op}", inputs, attributes);

    /// <summary>The first input in whatever order it is there.</summary>
    public Laid Any(int input = 0) => values.Any(Call.Inputs[input]);

    /// <summary>An input as the model has it.</summary>
    public string AsModel(int input = 0) => values.AsModel(Call.Inputs[input]);

    /// <summary>The first input with its values in the model's order, in whatever shape.</summary>
    public string InOrder() => values.InOrder(Call.Inputs[0]) ?? values.AsModel(Call.Inputs[0]);

    /// <summary>An input with the last of its three dimensions first.</summary>
    public string ChannelsFirst(int input = 0) => values.ChannelsFirst(Call.Inputs[input]);

    public bool Has(Layout layout, int input = 0) => values.Has(Call.Inputs[input], layout);

    /// <summary>A picture as ONNX's operators take it, whichever way the layer has it.</summary>
    public string Picture(DataFormat format) => format == DataFormat.ChannelsFirst ? AsModel() : ChannelsFirst();

    /// <summary>What an operator over pictures has made, as an output of the layer.</summary>
    public static Laid Pictured(string name, DataFormat format) => new(name, format == DataFormat.ChannelsFirst ? Layout.AsModel : Layout.ChannelsFirst);

    /// <summary>A weight as it is.</summary>
    public string Weight(Weight weight) => Weight(weight, "", () => (MemoryMarshal.AsMemory(weight.Memory), [.. weight.Shape.Select(d => (long)d)]));

    /// <summary>A weight in another order or shape.</summary>
    public string Weight(Weight weight, string variant, Func<(Memory<float> Values, IReadOnlyList<long> Shape)> make) =>
        graph.Weight(weight, Fold is null ? variant : $"{variant}, {Fold.Source}", $"{Call.Path}/{weight.Name}", make);

    /// <summary>The bias of sums, with what is folded into it; null where there is none.</summary>
    public string? Bias(Weight? bias)
    {
        if (Fold is not { } fold) return bias is null ? null : Weight(bias);
        float[] shifted = [.. fold.Shift.Select((shift, i) => (float)(shift + fold.Scale[i] * (bias is null ? 0 : bias.Values[i])))];
        return graph.Array($"{Call.Path}/bias", shifted, shifted.Length);
    }

    /// <summary>A constant along some dimensions, in the shape and order in which it meets a tensor.</summary>
    /// <param name="name">Its name below the layer's path.</param>
    /// <param name="values">Row-major over the dimensions.</param>
    /// <param name="dimensions">Ascending, counted without the batch.</param>
    /// <param name="laid">The tensor that it meets.</param>
    public string Along(string name, ReadOnlySpan<float> values, IReadOnlyList<int> dimensions, Laid laid)
    {
        Shape shape = [.. Input.Select((size, d) => dimensions.Contains(d) ? size : 1)];
        if (values.Length == 1) return graph.Number(values[0]);
        return graph.Array($"{Call.Path}/{name}", laid.Order(values, shape), [.. laid.Order([.. shape.Select(d => (long)d)]).SkipWhile(d => d == 1)]);
    }
}
