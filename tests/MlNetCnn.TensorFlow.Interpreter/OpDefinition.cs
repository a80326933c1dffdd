namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>An operation's inputs, outputs and attributes.</summary>
internal sealed class OpDefinition(string name, IReadOnlyList<OpArgument> inputs, IReadOnlyList<OpArgument> outputs, IReadOnlyList<OpAttribute> attributes)
{
    public string Name { get; } = name;

    public IReadOnlyList<OpArgument> Inputs { get; } = inputs;

    public IReadOnlyList<OpArgument> Outputs { get; } = outputs;

    public IReadOnlyList<OpAttribute> Attributes { get; } = attributes;

    public static OpDefinition Parse(KernelAttribute mark)
    {
        var sides = mark.Signature.Split("->", StringSplitOptions.TrimEntries);
        if (sides.Length != 2) throw new InvalidOperationException($"The signature of {mark.Op} has no arrow.");
        return new(mark.Op, Arguments(sides[0]), Arguments(sides[1]), [.. mark.Attributes.Select(OpAttribute.Parse)]);
    }

    private static OpArgument[] Arguments(string side) =>
        [.. side.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(a => a.Split(' ', 2)).Select(a => new OpArgument(a[0], a[1]))];
}
