using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>LeakyRelu: x above 0, alpha x below. LeakyReluGrad takes the input; its slope at 0 is alpha.</summary>
internal static class LeakyReluOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor LeakyRelu(GraphTensor features, float alpha = 0.2f, string? name = null) =>
            graph.Add("LeakyRelu", [features], new Dictionary<string, AttrValue> { ["alpha"] = alpha, ["T"] = features.Type }, features.Type, features.Shape, name);

        public GraphTensor LeakyReluGrad(GraphTensor gradients, GraphTensor features, float alpha = 0.2f, string? name = null) =>
            graph.Add("LeakyReluGrad", [gradients, features], new Dictionary<string, AttrValue> { ["alpha"] = alpha, ["T"] = features.Type }, features.Type, features.Shape, name);
    }

    [GradientOf("LeakyRelu")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.LeakyReluGrad(a.Gradient, a.Input(0), ((AttrValue.Float)a.Node.Attributes["alpha"]).Value)];
}
