using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>
/// Layer normalization over the last axis, which files before version 17 spell out: (x - mean) / sqrt(mean((x - mean)^2) + epsilon), times gamma, plus beta: ReduceMean, Sub, Pow, ReduceMean,
/// Add, Sqrt, Div, Mul, Add.
/// </summary>
internal static class SpelledNormalization
{
    /// <summary>Takes the nodes for a layer where they are one, from the first ReduceMean on.</summary>
    /// <returns>False where they are not; nothing has been done then.</returns>
    public static bool Import(OperatorCall call, Flow input)
    {
        var (import, x) = (call.Import, call.Node.Inputs[0]);
        if (import.OnlyConsumer(call.Node.Outputs[0]) is not { OpType: "Sub", Inputs: [var from, _], Outputs: [var centred] } sub || from != x || import.IsOutput(centred)) return false;
        if (import.Consumers[centred].Where(node => node.OpType != "Div").ToArray() is not [{ OpType: "Pow", Inputs: [_, var two] } square] || import.NumberOf(two) != 2) return false;
        if (import.OnlyConsumer(square.Outputs[0]) is not { OpType: "ReduceMean" } mean || !IsLast(mean, input.Rank)) return false;
        if (import.OnlyConsumer(mean.Outputs[0]) is not { OpType: "Add", Inputs: [var a, var b] } add || import.NumberOf(a == mean.Outputs[0] ? b : a) is not { } epsilon) return false;
        if (import.OnlyConsumer(add.Outputs[0]) is not { OpType: "Sqrt" } root) return false;
        if (import.OnlyConsumer(root.Outputs[0]) is not { OpType: "Div", Inputs: [var over, _] } ratio || over != centred || import.Consumers[centred].Count() != 2) return false;

        var last = ratio;
        var (scaling, gamma) = Parameter(call, last, "Mul", input);
        last = scaling ?? last;
        var (shifting, beta) = Parameter(call, last, "Add", input);
        if (input.Axes[^1] != input.Rank) input = call.Arrange(input, Flow.Natural(input.Rank));
        var layer = new LayerNormalization(epsilon: epsilon, center: beta is not null, scale: gamma is not null, name: call.Name());
        var output = call.Apply(layer, input);
        if (gamma is not null) layer.Gamma!.Set(call, call.Floats(gamma));
        if (beta is not null) layer.Beta!.Set(call, call.Floats(beta));
        NodeProto[] nodes = [sub, square, mean, add, root, ratio, .. scaling is null ? (NodeProto[])[] : [scaling], .. shifting is null ? (NodeProto[])[] : [shifting]];
        foreach (var node in nodes[..^1]) import.Fold(node, null, call);
        import.Fold(nodes[^1], output, call);
        return true;
    }

    /// <summary>The only node that takes what another gives, where it is of the kind and its other operand has one number for each value of the last axis.</summary>
    private static (NodeProto? Node, Constant? Values) Parameter(OperatorCall call, NodeProto before, string op, Flow input)
    {
        var name = before.Outputs[0];
        if (call.Import.OnlyConsumer(name) is not { Inputs: [var a, var b] } node || node.OpType != op || a == b) return default;
        return call.Import.FindConstant(a == name ? b : a) is { IsSound: true, Shape: [var count] } values && count == input.Sizes()[^1] ? (node, values) : default;
    }

    private static bool IsLast(NodeProto mean, int rank) =>
        mean.Attributes.OfType<AttributeProto.Ints>().FirstOrDefault(attribute => attribute.Name == "axes")?.Values is [var axis] && (axis == -1 || axis == rank)
        && mean.Attributes.OfType<AttributeProto.Int>().All(attribute => attribute.Name != "keepdims" || attribute.Value == 1);
}
