namespace MlNetCnn.Keras;

/// <summary>
/// Orders the calls and layers between a model's inputs and outputs as Keras's <c>map_graph_network</c> does: by falling depth (distance
/// from the outputs), and where depths are equal in the order of a walk back from the outputs.
/// </summary>
internal static class GraphOrder
{
    /// <summary>The calls in an order in which every call comes after those it needs, and the layers in Keras's order.</summary>
    /// <exception cref="ArgumentException">An output does not depend on the inputs alone.</exception>
    public static (IReadOnlyList<Node> Nodes, IReadOnlyList<Layer> Layers) Of(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs)
    {
        var walk = new Walk(inputs);
        foreach (var output in outputs) walk.Visit(output.Node);

        var layerDepth = new Dictionary<Layer, int>();
        var nodeDepth = new Dictionary<Node, int>();
        foreach (var node in Enumerable.Reverse(walk.PostOrder))
        {
            var depth = Math.Max(nodeDepth.GetValueOrDefault(node), layerDepth.GetValueOrDefault(node.Layer));
            layerDepth[node.Layer] = nodeDepth[node] = depth;
            foreach (var input in walk.InputsOf(node))
                nodeDepth[input] = Math.Max(nodeDepth.GetValueOrDefault(input), depth + 1);
        }

        // Inputs that no output needs stay in the model, as in Keras: first among the layers of depth 0.
        foreach (var input in inputs.Reverse())
            if (nodeDepth.TryAdd(input.Node, 0))
            {
                layerDepth.TryAdd(input.Layer, 0);
                walk.AddFirst(input.Node);
            }

        var layers = walk.LayerOrder.OrderByDescending(l => layerDepth[l]).ToArray(); // OrderBy is stable
        var order = layers.Select((layer, i) => (layer, i)).ToDictionary(p => p.layer, p => p.i);
        var nodes = walk.PostOrder.OrderByDescending(n => nodeDepth[n]).ThenBy(n => order[n.Layer]).ToArray();
        return (nodes, layers);
    }

    private sealed class Walk(IReadOnlyList<KerasTensor> inputs)
    {
        private readonly HashSet<Node> _given = [.. inputs.Select(i => i.Node)];
        private readonly HashSet<Node> _done = [];
        private readonly HashSet<Layer> _layers = [];

        public List<Node> PostOrder { get; } = [];

        public List<Layer> LayerOrder { get; } = [];

        public IEnumerable<Node> InputsOf(Node node) => _given.Contains(node) ? [] : node.Inputs.Select(i => i.Node);

        public void AddFirst(Node node)
        {
            _done.Add(node);
            PostOrder.Insert(0, node);
            if (_layers.Add(node.Layer)) LayerOrder.Insert(0, node.Layer);
        }

        /// <summary>Depth-first with an own stack: nets have hundreds of layers and files can pretend to have more. A graph of calls cannot have a cycle.</summary>
        public void Visit(Node root)
        {
            var stack = new Stack<(Node Node, Node[] Sources, int Next)>();
            Enter(root, stack);
            while (stack.TryPop(out var top))
            {
                if (top.Next < top.Sources.Length)
                {
                    stack.Push(top with { Next = top.Next + 1 });
                    Enter(top.Sources[top.Next], stack);
                }
                else
                {
                    PostOrder.Add(top.Node);
                }
            }
        }

        private void Enter(Node node, Stack<(Node Node, Node[] Sources, int Next)> stack)
        {
            if (!_done.Add(node)) return;
            if (node.Inputs.Count == 0 && !_given.Contains(node))
                throw new ArgumentException($"The model's outputs depend on the input '{node.Layer.Name}', which is not among its inputs ({string.Join(", ", inputs.Select(i => i.Layer.Name))}).");
            if (_layers.Add(node.Layer)) LayerOrder.Add(node.Layer);
            stack.Push((node, [.. InputsOf(node)], 0));
        }
    }
}
