using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Activations;

/// <summary>
/// max(x_i - t, 0) over the last axis, with the t that makes the row's sum 1 (Martins and Astudillo, 2016). x_i is in the sum where 1 + k x_i > s, with k and s number and sum
/// of the values that are x_i or more: compared in pairs, as nothing needs sorting so and gradients pass.
/// </summary>
[Activation("sparsemax")]
internal sealed class SparsemaxNodes : ActivationNodes
{
    public override GraphTensor Write(GraphBuilder graph, GraphTensor x)
    {
        var columns = x.Shape[^1];
        var rows = graph.Reshape(x, [-1, 1, columns]);
        var above = graph.Cast(graph.GreaterEqual(rows, graph.Reshape(x, [-1, columns, 1])), DataType.Float);
        var (count, sum) = (graph.Sum(above, [2]), graph.Sum(graph.Mul(above, rows), [2]));
        var values = graph.Reshape(x, [-1, columns]);
        var within = graph.Cast(graph.Greater(graph.AddV2(graph.Constant(1f), graph.Mul(count, values)), sum), DataType.Float);
        var threshold = graph.RealDiv(graph.Sub(graph.Sum(graph.Mul(within, values), [1], keepDims: true), graph.Constant(1f)), graph.Sum(within, [1], keepDims: true));
        return graph.Reshape(graph.Relu(graph.Sub(values, threshold)), [-1, .. x.Shape.Dimensions.Skip(1)]);
    }
}
