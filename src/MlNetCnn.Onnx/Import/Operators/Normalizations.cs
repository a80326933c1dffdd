using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Import;

/// <summary>BatchNormalization, InstanceNormalization and LayerNormalization.</summary>
internal static class Normalizations
{
    [Imports("BatchNormalization")]
    public static void Batch(OperatorCall call)
    {
        call.Require("spatial", 1, 1);
        call.Require("training_mode", 0, 0);
        var layer = new BatchNormalization(momentum: call.Float("momentum", 0.9f), epsilon: call.Float("epsilon", 1e-5f), name: call.Name());
        var output = call.Apply(layer, ChannelsLast(call));
        for (var i = 0; i < 4; i++) layer.Weights[i].Set(call, call.Floats(call.Constant(i + 1) ?? throw call.Error($"input {i + 1} is missing.")));
        call.Return(output);
    }

    [Imports("InstanceNormalization")]
    public static void Instance(OperatorCall call)
    {
        var layer = new GroupNormalization(groups: -1, epsilon: call.Float("epsilon", 1e-5f), name: call.Name());
        var output = call.Apply(layer, ChannelsLast(call));
        for (var i = 0; i < 2; i++) layer.Weights[i].Set(call, call.Floats(call.Constant(i + 1) ?? throw call.Error($"input {i + 1} is missing.")));
        call.Return(output);
    }

    [Imports("LayerNormalization")]
    public static void Layer(OperatorCall call)
    {
        var input = call.Flow(0);
        if (call.Axis(call.Int("axis", -1), input.Rank) != input.Rank) throw call.Unsupported("the axis is not the last.");
        if (input.Axes[^1] != input.Rank) input = call.Arrange(input, Flow.Natural(input.Rank));
        var (scale, offset) = (call.Constant(1) ?? throw call.Error("the scale is missing."), call.Constant(2));
        var layer = new LayerNormalization(epsilon: call.Float("epsilon", 1e-5f), center: offset is not null, name: call.Name());
        var output = call.Apply(layer, input);
        layer.Gamma!.Set(call, call.Floats(scale));
        if (offset is not null) layer.Beta!.Set(call, call.Floats(offset));
        call.Return(output);
    }

    /// <summary>The first input with axis 1 last.</summary>
    private static Flow ChannelsLast(OperatorCall call)
    {
        var input = call.Flow(0);
        return input.Axes[^1] == 1 ? input : call.Arrange(input, [.. Flow.Natural(input.Rank).Skip(1), 1]);
    }
}
