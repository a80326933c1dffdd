using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Pad: zeros around a tensor.</summary>
internal static class PadOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="paddings">How many before and after, by dimension.</param>
        public GraphTensor Pad(GraphTensor input, IReadOnlyList<(int Before, int After)> paddings, string? name = null) => graph.Pad(input, graph.Paddings(paddings), name);

        public GraphTensor Pad(GraphTensor input, GraphTensor paddings, string? name = null) =>
            graph.Add("Pad", [input, paddings], PaddedEdges.Attributes(input), input.Type, PaddedEdges.Result(input.Shape, paddings), name);
    }

    [GradientOf("Pad")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Unpadded(a), null];
}
