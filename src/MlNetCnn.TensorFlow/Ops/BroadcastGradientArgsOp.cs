using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>BroadcastGradientArgs: along which dimensions each of two shapes is broadcast to the other; outputs r0 and r1.</summary>
internal static class BroadcastGradientArgsOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode BroadcastGradientArgs(GraphTensor s0, GraphTensor s1, string? name = null) =>
            graph.Add("BroadcastGradientArgs", [s0, s1], new Dictionary<string, AttrValue> { ["T"] = s0.Type }, [(s0.Type, new TensorShape(-1)), (s0.Type, new TensorShape(-1))], name);
    }
}
