namespace MlNetCnn.TensorFlow.Interpreter.Checking;

/// <summary>What one of TensorFlow's operations takes, makes and has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">What it takes, in order.</param>
/// <param name="Outputs">What it makes, in order.</param>
/// <param name="Attributes">What it has.</param>
internal sealed record OperationSignature(
    string Name, IReadOnlyList<OperationArgument> Inputs, IReadOnlyList<OperationArgument> Outputs, IReadOnlyList<OperationAttribute> Attributes)
{
    private static readonly Lazy<IReadOnlyDictionary<string, OperationSignature>> Table = new(Load);

    /// <summary>All operations of <c>operations.txt</c>, by name.</summary>
    public static IReadOnlyDictionary<string, OperationSignature> All => Table.Value;

    /// <summary>Types of a node's inputs or outputs, by its attributes.</summary>
    public static IReadOnlyList<DataType> Types(IReadOnlyList<OperationArgument> arguments, NodeDef node)
    {
        List<DataType> types = [];
        foreach (var argument in arguments)
        {
            if (argument.IsList) types.AddRange(((AttrValue.Types)node.Attributes[argument.Type]).Values);
            else types.AddRange(Enumerable.Repeat(TypeOf(argument.Type, node), argument.Count is { } count ? (int)((AttrValue.Int)node.Attributes[count]).Value : 1));
        }

        return types;
    }

    private static DataType TypeOf(string type, NodeDef node) =>
        node.Attributes.TryGetValue(type, out var value) && value is AttrValue.Type held ? held.Value : Enum.Parse<DataType>(type, ignoreCase: true);

    private static Dictionary<string, OperationSignature> Load()
    {
        using var stream = typeof(OperationSignature).Assembly.GetManifestResourceStream("operations.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToDictionary(s => s.Name, StringComparer.Ordinal);
    }

    private static OperationSignature Parse(string line)
    {
        int arrow = line.IndexOf("->", StringComparison.Ordinal), bar = line.IndexOf('|');
        string[] left = Words(line[..arrow]);
        return new(left[0], [.. left.Skip(1).Select(OperationArgument.Parse)], [.. Words(line[(arrow + 2)..bar]).Select(OperationArgument.Parse)], [.. Words(line[(bar + 1)..]).Select(OperationAttribute.Parse)]);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
