using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>What a node is told.</summary>
internal sealed partial class OperatorCall
{
    public int Int(string name, int otherwise) => Find(name) switch
    {
        null => otherwise,
        AttributeProto.Int a => Small(a.Value, name),
        _ => throw Wrong(name, "a whole number"),
    };

    public float Float(string name, float otherwise) => Find(name) switch
    {
        null => otherwise,
        AttributeProto.Float a => a.Value,
        _ => throw Wrong(name, "a number"),
    };

    public string Text(string name, string otherwise) => Find(name) switch
    {
        null => otherwise,
        AttributeProto.Text a => a.Value,
        _ => throw Wrong(name, "text"),
    };

    /// <summary>Null where there is none.</summary>
    public int[]? Ints(string name) => Longs(name) is { } values ? [.. values.Select(value => Small(value, name))] : null;

    /// <summary>Null where there is none.</summary>
    public long[]? Longs(string name) => Find(name) switch
    {
        null => null,
        AttributeProto.Ints a => [.. a.Values],
        AttributeProto.Texts { Values.Count: 0 } => [],
        _ => throw Wrong(name, "a list of whole numbers"),
    };

    /// <summary>Null where there is none.</summary>
    public IReadOnlyList<float>? FloatList(string name) => Find(name) switch
    {
        null => null,
        AttributeProto.Floats a => a.Values,
        _ => throw Wrong(name, "a list of numbers"),
    };

    public AttributeProto? Find(string name) => node.Attributes.LastOrDefault(attribute => attribute.Name == name);

    /// <summary>Height and width.</summary>
    public Size2D Size(string name, Size2D otherwise) => Ints(name) switch
    {
        null or [] => otherwise,
        [var height, var width] => new(height, width),
        var other => throw Unsupported($"{name} has {other.Length} numbers; operators over pictures have 2."),
    };

    /// <summary>Height and width, both at least 1.</summary>
    public Size2D Step(string name) => Size(name, 1) is { Height: >= 1, Width: >= 1 } size ? size : throw Error($"{name} are {Size(name, 1)}; they must be at least 1.");

    /// <summary>Throws unless an attribute has the only value that is taken.</summary>
    public void Require(string name, int otherwise, int only)
    {
        if (Int(name, otherwise) is var value && value != only) throw Unsupported($"{name} is {value}; only {only} is taken.");
    }

    /// <summary>A list that stands in an attribute in older versions and in an input in newer ones; null where it is in neither.</summary>
    public int[]? IntsOrInput(string name, int input) => Ints(name) ?? (Numbers(input) is { } values ? [.. values.Select(value => Small(value, name))] : null);

    /// <summary>An axis counted from the start.</summary>
    public int Axis(int axis, int rank)
    {
        var counted = axis < 0 ? axis + rank + 1 : axis;
        return counted >= 0 && counted <= rank ? counted : throw Error($"there is no axis {axis} of a value with {rank + 1} dimensions.");
    }

    public int Small(long value, string name) => value is Sizes.Batch or Sizes.Unknown ? throw Unsupported($"{name} holds the size of the batch, or another that is not known without the data.") : value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Error($"{name} holds {value}, which is no size.");

    private Keras.ModelFormatException Wrong(string name, string kind) => Error($"{name} is not {kind}.");
}
