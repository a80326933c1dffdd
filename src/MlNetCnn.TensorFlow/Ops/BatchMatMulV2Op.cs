using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>BatchMatMulV2: products of the matrices in the last two dimensions; the others are broadcast.</summary>
internal static class BatchMatMulV2Op
{
    extension(GraphBuilder graph)
    {
        public GraphTensor BatchMatMulV2(GraphTensor x, GraphTensor y, bool adjX = false, bool adjY = false, string? name = null)
        {
            var batch = Shapes.Broadcast(Batch(x.Shape), Batch(y.Shape));
            var shape = new TensorShape([.. batch.Dimensions, x.Shape[adjX ? ^1 : ^2], y.Shape[adjY ? ^2 : ^1]]);
            return graph.Add("BatchMatMulV2", [x, y], new Dictionary<string, AttrValue> { ["adj_x"] = adjX, ["adj_y"] = adjY, ["T"] = x.Type }, x.Type, shape, name);
        }
    }

    [GradientOf("BatchMatMulV2")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        bool Is(string attribute) => ((AttrValue.Bool)a.Node.Attributes[attribute]).Value;
        var (g, dy, x, y) = (a.Graph, a.Gradient, a.Input(0), a.Input(1));
        var (left, right) = (Is("adj_x"), Is("adj_y"));
        return
        [
            a.Wanted[0] ? Summed(g, left ? g.BatchMatMulV2(y, dy, right, true) : g.BatchMatMulV2(dy, y, false, !right), x) : null,
            a.Wanted[1] ? Summed(g, right ? g.BatchMatMulV2(dy, x, true, left) : g.BatchMatMulV2(x, dy, !left, false), y) : null,
        ];
    }

    private static TensorShape Batch(TensorShape shape) => new([.. shape.Dimensions.SkipLast(2)]);

    private static GraphTensor Summed(GraphBuilder graph, GraphTensor gradient, GraphTensor input) => graph.SumTo(gradient, input, gradient);
}
