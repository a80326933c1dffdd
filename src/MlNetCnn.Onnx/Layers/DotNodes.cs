using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Dot as MatMul: (batch, vectors of the first, length) by (batch, length, vectors of the second).</summary>
[Writes(typeof(Dot))]
internal sealed class DotNodes : LayerNodes<Dot>
{
    protected override Laid Write(LayerSite site, Dot layer)
    {
        var (first, second) = layer.AxesIn([site.Call.Inputs[0].Shape, site.Call.Inputs[1].Shape]);
        var product = site.Emit("MatMul", [Matrix(0, first, last: true), Matrix(1, second, last: false)]);
        return new(site.Emit("Reshape", [product, site.Graph.Integers([0, .. site.Output.Select(d => (long)d)])]), Layout.AsModel);

        string Matrix(int input, int axis, bool last)
        {
            var (shape, x) = (site.Call.Inputs[input].Shape, site.AsModel(input));
            if (layer.Normalize) x = UnitNormalizationNodes.Divide(site, x, [axis + 1]);
            var others = Enumerable.Range(0, shape.Rank).Where(d => d != axis).ToArray();
            long[] order = [0, .. (last ? others.Append(axis) : others.Prepend(axis)).Select(d => d + 1L)];
            if (!order.SequenceEqual(Enumerable.Range(0, order.Length).Select(d => (long)d))) x = site.Emit("Transpose", [x], new AttributeProto.Ints("perm", order));
            return shape.Rank == 2 ? x : site.Emit("Reshape", [x, site.Graph.Integers(last ? [0, others.Aggregate(1L, (n, d) => n * shape[d]), shape[axis]] : [0, shape[axis], others.Aggregate(1L, (n, d) => n * shape[d])])]);
        }
    }
}
