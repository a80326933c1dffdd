using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Pack: tensors of one shape along a new dimension.</summary>
internal static class PackOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Pack(IReadOnlyList<GraphTensor> values, int axis = 0, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["axis"] = (long)axis, ["N"] = (long)values.Count, ["T"] = values[0].Type };
            var one = values.Skip(1).Aggregate(values[0].Shape, (shape, value) => Shapes.Merge(shape, value.Shape));
            var at = axis < 0 ? axis + one.Rank + 1 : axis;
            return graph.Add("Pack", values, attributes, values[0].Type, new TensorShape([.. one.Dimensions.Take(at), values.Count, .. one.Dimensions.Skip(at)]), name);
        }
    }

    [GradientOf("Pack")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [.. a.Graph.Unpack(a.Gradient, a.Node.Inputs.Count, (int)((AttrValue.Int)a.Node.Attributes["axis"]).Value)];
}
