using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>BatchToSpaceND: puts together what SpaceToBatchND took apart, and cuts off a border.</summary>
internal static class BatchToSpaceNDOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="blockShape">As SpaceToBatchND's.</param>
        /// <param name="crops">How many pixels to cut off before and after, in both directions.</param>
        public GraphTensor BatchToSpaceND(GraphTensor input, IReadOnlyList<int> blockShape, IReadOnlyList<(int Before, int After)> crops, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = input.Type, ["Tblock_shape"] = DataType.Int32, ["Tcrops"] = DataType.Int32 };
            int Size(int d) => input.Shape[d + 1] < 0 ? -1 : input.Shape[d + 1] * blockShape[d] - crops[d].Before - crops[d].After;
            var shape = new TensorShape(input.Shape[0] < 0 ? -1 : input.Shape[0] / (blockShape[0] * blockShape[1]), Size(0), Size(1), input.Shape[3]);
            return graph.Add("BatchToSpaceND", [input, graph.Constant([.. blockShape]), graph.Paddings(crops)], attributes, input.Type, shape, name);
        }
    }

    [GradientOf("BatchToSpaceND")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) =>
        [a.Graph.SpaceToBatchND(a.Gradient, a.Input(1).ConstantInts!, PaddedEdges.Pairs(a.Input(2))), null, null];
}
