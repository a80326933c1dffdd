using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>SpaceToBatchND: every so manieth pixel of padded images as an image of its own, channels last: what a dilated window sees lies together then.</summary>
internal static class SpaceToBatchNDOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="blockShape">How many, in both directions.</param>
        /// <param name="paddings">Zeros before and after, in both directions; the padded sizes are multiples of <paramref name="blockShape"/>.</param>
        public GraphTensor SpaceToBatchND(GraphTensor input, IReadOnlyList<int> blockShape, IReadOnlyList<(int Before, int After)> paddings, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = input.Type, ["Tblock_shape"] = DataType.Int32, ["Tpaddings"] = DataType.Int32 };
            int Size(int d) => input.Shape[d + 1] < 0 ? -1 : (input.Shape[d + 1] + paddings[d].Before + paddings[d].After) / blockShape[d];
            var shape = new TensorShape(input.Shape[0] < 0 ? -1 : input.Shape[0] * blockShape[0] * blockShape[1], Size(0), Size(1), input.Shape[3]);
            return graph.Add("SpaceToBatchND", [input, graph.Constant([.. blockShape]), graph.Paddings(paddings)], attributes, input.Type, shape, name);
        }
    }

    [GradientOf("SpaceToBatchND")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.BatchToSpaceND(a.Gradient, a.Input(1).ConstantInts!, PaddedEdges.Pairs(a.Input(2))), null, null];
}
