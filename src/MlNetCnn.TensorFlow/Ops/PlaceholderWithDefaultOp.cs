using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>PlaceholderWithDefault: what a run may be fed with.</summary>
internal static class PlaceholderWithDefaultOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="input">What it is where nothing is fed.</param>
        /// <param name="shape">What may be fed.</param>
        public GraphTensor PlaceholderWithDefault(GraphTensor input, TensorShape shape, string? name = null) =>
            graph.Add("PlaceholderWithDefault", [input], new Dictionary<string, AttrValue> { ["dtype"] = input.Type, ["shape"] = shape }, input.Type, shape, name);
    }

    [GradientOf("PlaceholderWithDefault")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Gradient];
}
