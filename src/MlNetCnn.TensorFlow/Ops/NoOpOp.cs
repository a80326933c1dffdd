using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>NoOp: nothing, after what it waits for: a name for a group of targets.</summary>
internal static class NoOpOp
{
    extension(GraphBuilder graph)
    {
        /// <param name="controls">What must have run before.</param>
        public GraphNode NoOp(IEnumerable<GraphNode> controls, string? name = null)
        {
            var node = graph.Add("NoOp", [], new Dictionary<string, AttrValue>(), [], name);
            node.Controls.AddRange(controls);
            return node;
        }
    }
}
