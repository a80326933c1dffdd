namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Families of operations that draw numbers or write variables.</summary>
internal static class StatefulEmission
{
    extension(GraphBuilder graph)
    {
        /// <summary>Random numbers, float32.</summary>
        public GraphTensor Draw(string op, GraphTensor shape, long seed, long seed2, string? name) =>
            graph.Add(op, [shape], new Dictionary<string, AttrValue> { ["dtype"] = DataType.Float, ["seed"] = seed, ["seed2"] = seed2, ["T"] = shape.Type }, DataType.Float, shape.AsShape, name);

        /// <summary>An optimizer's update of a variable. It has no output: a run names it as target.</summary>
        /// <param name="others">Attributes besides T, which is the gradient's type, and use_locking.</param>
        public GraphNode Apply(string op, IReadOnlyList<GraphTensor> inputs, bool useLocking, IReadOnlyList<(string Name, bool Value)> others, string? name)
        {
            var attributes = new Dictionary<string, AttrValue> { ["T"] = inputs.First(i => i.Type != DataType.Resource).Type, ["use_locking"] = useLocking };
            foreach (var (key, value) in others) attributes.Add(key, value);
            return graph.Add(op, inputs, attributes, [], name);
        }
    }
}
