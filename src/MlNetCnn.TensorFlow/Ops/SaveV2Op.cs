using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>SaveV2: writes tensors to a checkpoint.</summary>
internal static class SaveV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="prefix">The checkpoint's path without ending, a scalar string.</param>
        /// <param name="names">Names in it, one per tensor.</param>
        public GraphNode SaveV2(GraphTensor prefix, IReadOnlyList<string> names, IReadOnlyList<GraphTensor> tensors, string? name = null)
        {
            GraphTensor[] inputs = [prefix, graph.Constant(TensorValue.Of(names.ToArray(), names.Count)), graph.Constant(TensorValue.Of(names.Select(_ => "").ToArray(), names.Count)), .. tensors];
            return graph.Add("SaveV2", inputs, new Dictionary<string, AttrValue> { ["dtypes"] = new AttrValue.Types([.. tensors.Select(t => t.Type)]) }, [], name);
        }
    }
}
