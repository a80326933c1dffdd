using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Range: numbers from start up to limit, which is left out, in steps.</summary>
internal static class RangeOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Range(int start, int limit, int delta = 1, string? name = null) =>
            graph.Range(graph.Constant(start), graph.Constant(limit), graph.Constant(delta), name);

        public GraphTensor Range(GraphTensor start, GraphTensor limit, GraphTensor delta, string? name = null)
        {
            var known = start.ConstantInts is { } s && limit.ConstantInts is { } l && delta.ConstantInts is { } d ? Math.Max(0, (int)Math.Ceiling((l[0] - (double)s[0]) / d[0])) : -1;
            return graph.Add("Range", [start, limit, delta], new Dictionary<string, AttrValue> { ["Tidx"] = start.Type }, start.Type, new TensorShape(known), name);
        }
    }
}
