using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Floor: the next whole number below. Nothing goes back through it.</summary>
internal static class FloorOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Floor(GraphTensor x, string? name = null) => graph.Unary("Floor", x, name);
    }

    [GradientOf("Floor")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
