using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>VarHandleOp: the handle of a variable, which lives in the session under its container and shared name.</summary>
internal static class VarHandleOpOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor VarHandleOp(DataType dtype, TensorShape shape, string sharedName, string? name = null)
        {
            // debug_name, which later TensorFlows add, is left out: older ones refuse what they do not know.
            var attributes = new Dictionary<string, AttrValue>
            {
                ["allowed_devices"] = new AttrValue.Texts([]), ["container"] = "", ["dtype"] = dtype, ["shape"] = shape, ["shared_name"] = sharedName,
            };
            return graph.Add("VarHandleOp", [], attributes, DataType.Resource, TensorShape.Scalar, name);
        }
    }
}
