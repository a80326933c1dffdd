using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Placeholder: what a run must be fed with.</summary>
internal static class PlaceholderOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Placeholder(DataType dtype, TensorShape shape, string? name = null) =>
            graph.Add("Placeholder", [], new Dictionary<string, AttrValue> { ["dtype"] = dtype, ["shape"] = shape }, dtype, shape, name);
    }
}
