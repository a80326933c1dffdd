namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>An input or output of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">A type's name, an attribute's, or <c>N*T</c>.</param>
internal sealed record OpArgument(string Name, string Kind)
{
    /// <summary>The types of the tensors that it stands for, by a node's attributes.</summary>
    public IEnumerable<DataType> Types(IReadOnlyDictionary<string, AttrValue> attributes)
    {
        var star = Kind.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0) return Enumerable.Repeat(Single(Kind[(star + 1)..], attributes), (int)((AttrValue.Int)attributes[Kind[..star]]).Value);
        return attributes.GetValueOrDefault(Kind) is AttrValue.Types list ? list.Values : [Single(Kind, attributes)];
    }

    private static DataType Single(string kind, IReadOnlyDictionary<string, AttrValue> attributes) =>
        attributes.TryGetValue(kind, out var value) ? ((AttrValue.Type)value).Value : Enum.Parse<DataType>(kind, ignoreCase: true);
}
