using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>
/// factor times the mean of |u_i . u_j| over the pairs of rows (or columns), u being the rows divided by their lengths (1e-7 at least). One row alone has no pair and costs nothing.
/// </summary>
[Penalizes(typeof(OrthogonalRegularizer))]
internal sealed class OrthogonalRegularizerNodes : PenaltyNodes
{
    protected override string? Refuse(int rank) => rank == 2 ? null : $"it takes a matrix, not rank {rank}.";

    protected override GraphTensor Value(GraphBuilder graph, Regularizer regularizer, GraphTensor x)
    {
        var (byRows, factor) = (((OrthogonalRegularizer)regularizer).Mode == "rows", (float)((OrthogonalRegularizer)regularizer).Factor);
        // The least square instead of the least length: a root has no slope at 0.
        var squares = graph.Maximum(graph.Sum(graph.Square(x), [byRows ? 1 : 0], keepDims: true), graph.Constant(1e-14f));
        var u = graph.RealDiv(x, graph.Sqrt(squares));
        var products = graph.Abs(graph.MatMul(u, u, transposeA: !byRows, transposeB: byRows));
        // The number of rows of an output is the batch's, which is known when it runs.
        var count = graph.GatherV2(graph.Shape(x), graph.Constant(byRows ? 0 : 1), 0);
        var numbers = graph.Range(graph.Constant(0), count, graph.Constant(1));
        var others = graph.Cast(graph.NotEqual(graph.ExpandDims(numbers, 0), graph.ExpandDims(numbers, 1)), DataType.Float);
        // Each pair stands in the sum twice, as it does in count (count - 1).
        var n = graph.Cast(count, DataType.Float);
        var pairs = graph.Maximum(graph.Mul(n, graph.Sub(n, graph.Constant(1f))), graph.Constant(1f));
        return graph.Mul(graph.Constant(factor), graph.RealDiv(graph.Sum(graph.Mul(products, others), [0, 1]), pairs));
    }
}
