using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Unpack: the parts of a tensor along a dimension, without it.</summary>
internal static class UnpackOp
{
    extension(GraphBuilder graph)
    {
        public IReadOnlyList<GraphTensor> Unpack(GraphTensor value, int num, int axis = 0, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["axis"] = (long)axis, ["num"] = (long)num, ["T"] = value.Type };
            var shape = new TensorShape([.. Shapes.Reduced(value.Shape, [Shapes.Axis(value.Shape, axis)], keepDims: false)]);
            return graph.Add("Unpack", [value], attributes, [.. Enumerable.Repeat((value.Type, shape), num)], name).Outputs;
        }
    }

    [GradientOf("Unpack")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.Pack([.. a.Node.Outputs.Select((o, i) => a.OutputGradients[i] ?? a.Graph.ZerosLike(o))], (int)((AttrValue.Int)a.Node.Attributes["axis"]).Value)];
}
