using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer BatchNormalization as the operator, which has its channels right after the batch; x scale + shift where they are elsewhere and a turn would be needed.</summary>
[Writes(typeof(BatchNormalization))]
internal sealed class BatchNormalizationNodes : LayerNodes<BatchNormalization>
{
    protected override Laid Write(LayerSite site, BatchNormalization layer)
    {
        var axis = layer.AxisIn(site.Input.Rank);
        if (site.Input.Rank == 3 && axis == 2) _ = site.ChannelsFirst();
        var input = axis == 0 && site.Input.Rank > 1 ? new Laid(site.AsModel(), Layout.AsModel) : site.Any();
        if (input.AxisOf(axis) != 1) return Plain(site, ChannelAffine.Of(layer, site.Call.Path), axis, new Laid(site.AsModel(), Layout.AsModel));
        var channels = site.Input[axis];
        Keras.Weight mean = layer.MovingMean!, variance = layer.MovingVariance!;
        string[] inputs = [input.Name, Vector("gamma", layer.Gamma, 1), Vector("beta", layer.Beta, 0), Vector("moving_mean", mean, 0), Vector("moving_variance", variance, 1)];
        return input with { Name = site.Emit("BatchNormalization", inputs, new AttributeProto.Float("epsilon", (float)layer.Epsilon)) };

        // The operator takes all four.
        string Vector(string name, Keras.Weight? weight, float otherwise)
        {
            if (weight is null) return site.Graph.Array($"{site.Call.Path}/{name}", Enumerable.Repeat(otherwise, channels).ToArray(), channels);
            return input.Layout == Layout.FlatChannelsFirst ? site.Weight(weight, $"flat/{input.Picture}", () => (input.Order(weight.Values, site.Input), [channels])) : site.Weight(weight);
        }
    }

    private static Laid Plain(LayerSite site, ChannelAffine affine, int axis, Laid input)
    {
        var scaled = site.Emit("Mul", [input.Name, site.Along("scale", [.. affine.Scale.Select(s => (float)s)], [axis], input)]);
        return input with { Name = site.Emit("Add", [scaled, site.Along("shift", [.. affine.Shift.Select(s => (float)s)], [axis], input)]) };
    }
}
