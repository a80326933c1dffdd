using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer LayerNormalization: the operator where its axes are the last ones as the values lie, else its formula.</summary>
[Writes(typeof(LayerNormalization))]
internal sealed class LayerNormalizationNodes : LayerNodes<LayerNormalization>
{
    protected override Laid Write(LayerSite site, LayerNormalization layer)
    {
        var input = site.Any();
        if (input.Layout == Layout.FlatChannelsFirst) input = new Laid(site.AsModel(), Layout.AsModel);
        var (rank, dimensions) = (site.Input.Rank, layer.AxesIn(site.Input.Rank));
        long[] axes = [.. dimensions.Select(d => (long)input.AxisOf(d)).Order()];
        Keras.Shape along = [.. site.Input.Select((size, d) => dimensions.Contains(d) ? size : 1)];
        var ones = Enumerable.Repeat(1f, (int)along.Count).ToArray();
        if (axes[0] == rank + 1 - axes.Length)
        {
            long[] shape = [.. input.Order([.. along.Select(d => (long)d)]).TakeLast(axes.Length)];
            string[] parameters = [Parameter("gamma", layer.Gamma is { } gamma ? gamma.Values : ones), .. layer.Beta is { } beta ? [Parameter("beta", beta.Values)] : (string[])[]];
            return input with { Name = site.Emit("LayerNormalization", [input.Name, .. parameters], new AttributeProto.Int("axis", axes[0]), new AttributeProto.Float("epsilon", (float)layer.Epsilon)) };

            string Parameter(string name, ReadOnlySpan<float> values) => site.Graph.Array($"{site.Call.Path}/{name}", input.Order(values, along), shape);
        }

        var (graph, path) = (site.Graph, site.Call.Path);
        var centred = site.Emit("Sub", [input.Name, graph.Reduce("ReduceMean", $"{path}/mean", input.Name, axes, true)]);
        var variance = graph.Reduce("ReduceMean", $"{path}/variance", site.Emit("Mul", [centred, centred]), axes, true);
        var made = site.Emit("Div", [centred, site.Emit("Sqrt", [site.Emit("Add", [variance, graph.Number((float)layer.Epsilon)])])]);
        if (layer.Gamma is { } factor) made = site.Emit("Mul", [made, site.Along("gamma", factor.Values, dimensions, input)]);
        return input with { Name = layer.Beta is { } added ? site.Emit("Add", [made, site.Along("beta", added.Values, dimensions, input)]) : made };
    }
}
