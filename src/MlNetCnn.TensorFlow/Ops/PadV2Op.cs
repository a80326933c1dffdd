using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>PadV2: a value around a tensor.</summary>
internal static class PadV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="paddings">How many before and after, by dimension.</param>
        /// <param name="constantValue">Scalar of the input's type.</param>
        public GraphTensor PadV2(GraphTensor input, IReadOnlyList<(int Before, int After)> paddings, GraphTensor constantValue, string? name = null)
        {
            var amounts = graph.Paddings(paddings);
            return graph.Add("PadV2", [input, amounts, constantValue], PaddedEdges.Attributes(input), input.Type, PaddedEdges.Result(input.Shape, amounts), name);
        }
    }

    [GradientOf("PadV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var inner = a.Graph.Unpadded(a);
        int[] all = [.. Enumerable.Range(0, inner.Shape.Rank)];
        return [inner, null, a.Wanted[2] ? a.Graph.Sub(a.Graph.Sum(a.Gradient, all), a.Graph.Sum(inner, all)) : null];
    }
}
