namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>A node's attributes against its operation's definition.</summary>
internal static class NodeAttributes
{
    /// <summary>The node's attributes with the defaults of those that it leaves out.</summary>
    /// <exception cref="TensorFlowException">One is unknown, missing, of another kind, or not allowed.</exception>
    public static IReadOnlyDictionary<string, AttrValue> Complete(NodeDef node, OpDefinition op)
    {
        var attributes = new Dictionary<string, AttrValue>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Attributes)
        {
            if (name.StartsWith('_')) continue;
            var known = op.Attributes.FirstOrDefault(a => a.Name == name)
                ?? throw Wrong(node, $"NodeDef mentions attribute '{name}' not in Op<name={op.Name}>: {Describe(value)}. (Check whether your GraphDef-interpreting binary is up to date with your GraphDef-generating binary.).");
            if (!known.Fits(value)) throw Wrong(node, $"AttrValue had value with type '{Describe(value)}' when '{known.Kind}' expected for attribute '{name}'");
            if (!known.Allows(value)) throw Wrong(node, $"Value for attr '{name}' of {Describe(value)} is not in the list of allowed values: {string.Join(", ", known.Allowed!)}");
            attributes.Add(name, value);
        }

        foreach (var attribute in op.Attributes)
            if (!attributes.ContainsKey(attribute.Name))
                attributes.Add(attribute.Name, attribute.Default ?? throw Wrong(node, $"NodeDef missing attr '{attribute.Name}' from Op<name={op.Name}>"));
        return attributes;
    }

    private static string Describe(AttrValue value) => value switch
    {
        AttrValue.Text text => $"\"{text.Value}\"",
        AttrValue.Type type => OpAttribute.TypeName(type.Value),
        _ => $"{value.GetType().Name.ToLowerInvariant()}",
    };

    private static TensorFlowException Wrong(NodeDef node, string message) => new($"{message}\n\t [[{{{{node {node.Name}}}}}]]", TensorFlowStatus.InvalidArgument);
}
