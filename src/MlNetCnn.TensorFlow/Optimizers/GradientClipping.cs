using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>Clips gradients as the optimizer's options say (<see cref="Optimizer.ClipNorm"/>, <see cref="Optimizer.GlobalClipNorm"/>, <see cref="Optimizer.ClipValue"/>). NaN stays NaN.</summary>
internal static class GradientClipping
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="gradients">All gradients, those of weights that do not move too: they count in the common norm.</param>
    public static IReadOnlyList<GraphTensor> Clip(GraphBuilder graph, Optimizer optimizer, IReadOnlyList<GraphTensor> gradients)
    {
        if (gradients.Count == 0) return gradients;
        using var scope = graph.Scope("clip");
        GraphTensor Squares(GraphTensor g) => graph.Sum(graph.Square(g), [.. Enumerable.Range(0, g.Shape.Rank)]);
        if (optimizer.ClipValue is { } value)
            return [.. gradients.Select(g => graph.Clip(g, -(float)value, (float)value))];
        if (optimizer.ClipNorm is { } limit) return [.. gradients.Select(g => graph.Mul(g, Scale(graph, Squares(g), limit)))];
        if (optimizer.GlobalClipNorm is not { } common) return gradients;
        var scale = Scale(graph, graph.AddN([.. gradients.Select(Squares)]), common);
        return [.. gradients.Select(g => graph.Mul(g, scale))];
    }

    /// <summary>1 for a norm within the limit, else limit / norm.</summary>
    private static GraphTensor Scale(GraphBuilder graph, GraphTensor squares, double limit)
    {
        GraphTensor norm = graph.Sqrt(squares), most = graph.Constant((float)limit);
        return graph.SelectV2(graph.LessEqual(norm, most), graph.Constant(1f), graph.RealDiv(most, norm));
    }
}
