using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Shape: the sizes of a tensor, int32.</summary>
internal static class ShapeOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Shape(GraphTensor input, string? name = null)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = input.Type, ["out_type"] = DataType.Int32 };
            return graph.Add("Shape", [input], attributes, DataType.Int32, input.Shape.HasRank ? new TensorShape(input.Shape.Rank) : new TensorShape(-1), name);
        }
    }
}
