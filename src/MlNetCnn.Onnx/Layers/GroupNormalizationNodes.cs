using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer GroupNormalization: InstanceNormalization of each group laid flat, then gamma and beta by channel. The operator of this name came with opset 18 and changed with 21.</summary>
[Writes(typeof(GroupNormalization))]
internal sealed class GroupNormalizationNodes : LayerNodes<GroupNormalization>
{
    protected override Laid Write(LayerSite site, GroupNormalization layer)
    {
        var (rank, axis) = (site.Input.Rank, layer.AxisIn(site.Input.Rank));
        var channels = site.Input[axis];
        var groups = layer.Groups > 0 ? layer.Groups : channels;
        if (rank == 3 && axis == 2) _ = site.ChannelsFirst();
        var input = axis == 0 ? new Laid(site.AsModel(), Layout.AsModel) : site.Any();
        var graph = site.Graph;

        // Whatever else the rank, the channels go right after the batch.
        int[] order = [0, axis + 1, .. Enumerable.Range(1, rank).Where(d => d != axis + 1)];
        var turned = input.AxisOf(axis) != 1;
        if (turned) input = new Laid(site.Emit("Transpose", [site.AsModel()], new AttributeProto.Ints("perm", [.. order.Select(d => (long)d)])), Layout.AsModel);
        var flat = site.Emit("Reshape", [input.Name, graph.Integers(0, groups, -1)]);
        var normalized = site.Emit("InstanceNormalization", [flat, Vector("ones", 1), Vector("zeros", 0)], new AttributeProto.Float("epsilon", (float)layer.Epsilon));
        var shape = turned ? [.. order.Skip(1).Select(d => (long)site.Input[d - 1])] : input.Order([.. site.Input.Select(d => (long)d)]);
        var made = site.Emit("Reshape", [normalized, graph.Integers([0, .. shape])]);
        long[] parameter = [channels, .. Enumerable.Repeat(1L, rank - 1)];
        if (layer.Gamma is { } gamma) made = site.Emit("Mul", [made, graph.Array($"{site.Call.Path}/gamma", gamma.Values.ToArray(), parameter)]);
        if (layer.Beta is { } beta) made = site.Emit("Add", [made, graph.Array($"{site.Call.Path}/beta", beta.Values.ToArray(), parameter)]);
        if (turned) made = site.Emit("Transpose", [made], new AttributeProto.Ints("perm", [.. Enumerable.Range(0, rank + 1).Select(d => (long)Array.IndexOf(order, d))]));
        return input with { Name = made };

        string Vector(string name, float value) => graph.Array($"{site.Call.Path}/{name}", Enumerable.Repeat(value, groups).ToArray(), groups);
    }
}
