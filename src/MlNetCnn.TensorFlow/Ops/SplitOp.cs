using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Split: equal parts of a tensor along a dimension.</summary>
internal static class SplitOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="axis">Which dimension; negative counts from the last.</param>
        /// <param name="numSplit">How many parts.</param>
        public IReadOnlyList<GraphTensor> Split(GraphTensor value, int axis, int numSplit, string? name = null)
        {
            var at = Shapes.Axis(value.Shape, axis);
            var attributes = new Dictionary<string, AttrValue> { ["num_split"] = (long)numSplit, ["T"] = value.Type };
            var shape = Shapes.With(value.Shape, at, value.Shape[at] < 0 ? -1 : value.Shape[at] / numSplit);
            return graph.Add("Split", [graph.Constant(at), value], attributes, [.. Enumerable.Repeat((value.Type, shape), numSplit)], name).Outputs;
        }
    }

    [GradientOf("Split")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [null, a.Graph.ConcatV2([.. a.Node.Outputs.Select((o, i) => a.OutputGradients[i] ?? a.Graph.ZerosLike(o))], a.Input(0).ConstantInts![0])];
}
