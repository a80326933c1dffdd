using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>AddV2: x + y, broadcast.</summary>
internal static class AddV2Op
{
    extension(GraphBuilder graph)
    {
        public GraphTensor AddV2(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("AddV2", x, y, name);
    }

    [GradientOf("AddV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Summed(0, () => a.Gradient), a.Summed(1, () => a.Gradient)];
}
