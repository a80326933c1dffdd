using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>IsFinite: whether it is neither infinite nor not a number.</summary>
internal static class IsFiniteOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor IsFinite(GraphTensor x, string? name = null) =>
            graph.Add("IsFinite", [x], new Dictionary<string, AttrValue> { ["T"] = x.Type }, DataType.Bool, x.Shape, name);
    }
}
