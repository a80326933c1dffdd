using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ReadVariableOp: a variable's values.</summary>
internal static class ReadVariableOpOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor ReadVariableOp(GraphTensor resource, DataType dtype, TensorShape shape, string? name = null) =>
            graph.Add("ReadVariableOp", [resource], new Dictionary<string, AttrValue> { ["dtype"] = dtype }, dtype, shape, name);
    }
}
