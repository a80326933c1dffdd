using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>Softmax and LogSoftmax. Before version 13 all axes from the given one on are one row; from then on it is one axis, by default the last.</summary>
internal static class Softmaxes
{
    [Imports("Softmax", "LogSoftmax")]
    public static void Import(OperatorCall call)
    {
        var input = call.Loose(0);
        var axis = call.Axis(call.Int("axis", call.Opset < 13 ? 1 : -1), input.Rank);
        if (axis == 0) throw call.Unsupported("the axis is the batch.");
        if (call.Opset < 13 && input.Sizes()[(axis - 1)..].Count(size => size != 1) > 1) throw call.Unsupported($"before version 13, axis {axis} of a value with {input.Rank + 1} dimensions means several axes at once.");
        if (call.Opset < 13 && Array.FindIndex(input.Sizes(), axis - 1, size => size != 1) is >= 0 and var large) axis = large + 1;
        if (input.Axes[^1] != axis && call.Op == "LogSoftmax") input = call.Arrange(call.Plain(input), [.. Flow.Natural(input.Rank).Where(a => a != axis), axis]);
        Layer layer = input.Axes[^1] == axis ? new Activation(call.Op == "Softmax" ? Activations.Softmax : Activations.LogSoftmax, call.Name()) : new Softmax(input.DimensionOf(axis) + 1, call.Name());
        call.Return(call.Apply(layer, input) with { IsNonNegative = call.Op == "Softmax" });
    }
}
