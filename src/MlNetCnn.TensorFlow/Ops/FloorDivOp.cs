using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>FloorDiv: x / y, rounded down; broadcast. Nothing goes back through it.</summary>
internal static class FloorDivOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor FloorDiv(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("FloorDiv", x, y, name);
    }

    [GradientOf("FloorDiv")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null, null];
}
