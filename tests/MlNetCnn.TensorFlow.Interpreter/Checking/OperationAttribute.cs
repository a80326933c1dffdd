namespace MlNetCnn.TensorFlow.Interpreter.Checking;

/// <summary>An attribute that an operation has.</summary>
/// <param name="Name">TensorFlow's name of it.</param>
/// <param name="Kind">int, float, bool, string, type, shape, tensor, or list() of one of them.</param>
/// <param name="Allowed">Values that it may have: texts, or types in small letters; null for any.</param>
internal sealed record OperationAttribute(string Name, string Kind, IReadOnlyList<string>? Allowed)
{
    /// <summary>Reads <c>name:kind</c> or <c>name:kind{a,b}</c>, with + behind it where TensorFlow has a default.</summary>
    public static OperationAttribute Parse(string text)
    {
        var parts = text.TrimEnd('+', '}').Split('{');
        var colon = parts[0].IndexOf(':');
        return new(parts[0][..colon], parts[0][(colon + 1)..], parts.Length > 1 ? parts[1].Split(',') : null);
    }

    /// <summary>What is wrong with a value; null where nothing is.</summary>
    public string? Error(AttrValue value)
    {
        var (kind, text) = value switch
        {
            AttrValue.Int => ("int", null),
            AttrValue.Float => ("float", null),
            AttrValue.Bool => ("bool", null),
            AttrValue.Text t => ("string", t.Value),
            AttrValue.Type t => ("type", t.Value.ToString().ToLowerInvariant()),
            AttrValue.Shape => ("shape", null),
            AttrValue.Tensor => ("tensor", null),
            AttrValue.Ints => ("list(int)", null),
            AttrValue.Floats => ("list(float)", null),
            AttrValue.Texts => ("list(string)", null),
            AttrValue.Types => ("list(type)", null),
            AttrValue.Shapes => ("list(shape)", (string?)null),
            _ => (value.GetType().Name, null),
        };
        if (value is AttrValue.Texts { Values.Count: 0 } && Kind.StartsWith("list", StringComparison.Ordinal)) return null;
        if (kind != Kind) return $"the attribute {Name} is a {kind}, not a {Kind}";
        return Allowed is not null && text is not null && !Allowed.Contains(text) ? $"the attribute {Name} is '{text}', not one of {string.Join(", ", Allowed)}" : null;
    }
}
