using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer ReLU: Relu, Clip or LeakyRelu; with a threshold its formula.</summary>
[Writes(typeof(ReLU))]
internal sealed class ReLUNodes : LayerNodes<ReLU>
{
    protected override Laid Write(LayerSite site, ReLU layer)
    {
        var (input, graph) = (site.Any(), site.Graph);
        return input with { Name = Made() };

        string Made()
        {
            var x = input.Name;
            if (layer is { Threshold: 0, NegativeSlope: 0 })
                return layer.MaxValue is { } most ? site.Emit("Clip", [x, graph.Number(0), graph.Number((float)most)]) : site.Emit("Relu", [x]);
            if (layer is { Threshold: 0, MaxValue: null }) return site.Emit("LeakyRelu", [x], new AttributeProto.Float("alpha", (float)layer.NegativeSlope));
            var above = layer.MaxValue is { } max ? site.Emit("Min", [x, graph.Number((float)max)]) : x;
            var below = site.Emit("Mul", [site.Emit("Sub", [x, graph.Number((float)layer.Threshold)]), graph.Number((float)layer.NegativeSlope)]);
            var limit = Math.Min(layer.Threshold, layer.MaxValue ?? double.PositiveInfinity);
            return site.Emit("Where", [site.Emit("GreaterOrEqual", [x, graph.Number((float)limit)]), above, below]);
        }
    }
}
