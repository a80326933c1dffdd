using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>RestoreV2: reads tensors from a checkpoint.</summary>
internal static class RestoreV2Op
{
    extension(GraphBuilder graph)
    {
        /// <param name="prefix">The checkpoint's path without ending, a scalar string.</param>
        /// <param name="tensors">Name in it, type and shape of each.</param>
        public IReadOnlyList<GraphTensor> RestoreV2(GraphTensor prefix, IReadOnlyList<(string Name, DataType Type, TensorShape Shape)> tensors, string? name = null)
        {
            string[] names = [.. tensors.Select(t => t.Name)];
            GraphTensor[] inputs = [prefix, graph.Constant(TensorValue.Of(names, names.Length)), graph.Constant(TensorValue.Of(names.Select(_ => "").ToArray(), names.Length))];
            var attributes = new Dictionary<string, AttrValue> { ["dtypes"] = new AttrValue.Types([.. tensors.Select(t => t.Type)]) };
            return graph.Add("RestoreV2", inputs, attributes, [.. tensors.Select(t => (t.Type, t.Shape))], name).Outputs;
        }
    }
}
