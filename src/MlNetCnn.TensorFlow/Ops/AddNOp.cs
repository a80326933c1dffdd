using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>AddN: the sum of tensors of one shape.</summary>
internal static class AddNOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor AddN(IReadOnlyList<GraphTensor> inputs, string? name = null) =>
            graph.Add("AddN", inputs, new Dictionary<string, AttrValue> { ["N"] = (long)inputs.Count, ["T"] = inputs[0].Type }, inputs[0].Type, inputs[0].Shape, name);
    }

    [GradientOf("AddN")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [.. a.Node.Inputs.Select(_ => a.Gradient)];
}
