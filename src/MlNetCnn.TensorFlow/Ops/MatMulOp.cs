using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>MatMul: the product of two matrices.</summary>
internal static class MatMulOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor MatMul(GraphTensor a, GraphTensor b, bool transposeA = false, bool transposeB = false, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = a.Type, ["transpose_a"] = transposeA, ["transpose_b"] = transposeB };
            return graph.Add("MatMul", [a, b], attributes, a.Type, new TensorShape(a.Shape[transposeA ? 1 : 0], b.Shape[transposeB ? 0 : 1]), name);
        }
    }

    [GradientOf("MatMul")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        bool Is(string attribute) => ((AttrValue.Bool)a.Node.Attributes[attribute]).Value;
        var (g, dy, x, y) = (a.Graph, a.Gradient, a.Input(0), a.Input(1));
        var (left, right) = (Is("transpose_a"), Is("transpose_b"));
        return
        [
            !a.Wanted[0] ? null : left ? g.MatMul(y, dy, right, true) : g.MatMul(dy, y, false, !right),
            !a.Wanted[1] ? null : right ? g.MatMul(dy, x, true, left) : g.MatMul(x, dy, !left, false),
        ];
    }
}
