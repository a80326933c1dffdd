using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Ceil: the next whole number above. Nothing goes back through it.</summary>
internal static class CeilOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Ceil(GraphTensor x, string? name = null) => graph.Unary("Ceil", x, name);
    }

    [GradientOf("Ceil")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
