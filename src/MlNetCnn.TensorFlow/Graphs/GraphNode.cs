namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>A node that is being built.</summary>
internal sealed class GraphNode
{
    public GraphNode(string name, string op, IReadOnlyList<GraphTensor> inputs, IReadOnlyDictionary<string, AttrValue> attributes, IReadOnlyList<(DataType Type, TensorShape Shape)> outputs)
    {
        (Name, Op, Inputs, Attributes) = (name, op, inputs, attributes);
        Outputs = [.. outputs.Select((output, index) => new GraphTensor(this, index, output.Type, output.Shape))];
    }

    public string Name { get; }

    /// <summary>Name of TensorFlow's operation.</summary>
    public string Op { get; }

    public IReadOnlyList<GraphTensor> Inputs { get; }

    public IReadOnlyDictionary<string, AttrValue> Attributes { get; }

    public IReadOnlyList<GraphTensor> Outputs { get; }

    /// <summary>Nodes that must have run before.</summary>
    public List<GraphNode> Controls { get; } = [];

    /// <summary>Whether it is a relu of the model, to which <see cref="Compute.GradientQuery.Relu"/> applies; not one that serves to compute something else.</summary>
    public bool IsRectifier { get; set; }

    /// <summary>As it stands in a file.</summary>
    public NodeDef ToDefinition() => new(Name, Op, [.. Inputs.Select(i => i.Name), .. Controls.Select(c => "^" + c.Name)], Attributes);
}
