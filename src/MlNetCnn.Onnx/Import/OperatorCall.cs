using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Definitions;

namespace MlNetCnn.Onnx.Import;

/// <summary>A node of the file that is being turned into layers: what it takes, what it is told, and where its outputs go.</summary>
/// <param name="import">The network that is being read.</param>
/// <param name="node">The node.</param>
internal sealed partial class OperatorCall(GraphImport import, NodeProto node)
{
    /// <summary>Kind of operator.</summary>
    public string Op => node.OpType;

    /// <summary>Version of the operators.</summary>
    public long Opset => import.Opset;

    public GraphImport Import => import;

    public NodeProto Node => node;

    /// <summary>Whether an optional input is given.</summary>
    public bool Has(int index) => index < node.Inputs.Count && node.Inputs[index] != "";

    /// <summary>An input, whatever it is.</summary>
    public ImportedValue Value(int index)
    {
        if (!Has(index)) throw Error($"input {index} is missing.");
        var value = import.Find(node.Inputs[index], this);
        return value is Constant { IsSound: false } constant
            ? throw Error($"the constant '{node.Inputs[index]}' of type {constant.Tensor.Type} and shape [{string.Join(", ", constant.Shape)}] has {constant.Tensor.RawData.Length} bytes, or is of a type that is not read.")
            : value;
    }

    /// <summary>An input that the model computes, in any order of its dimensions, rows as they come.</summary>
    public Flow Loose(int index) => Value(index) as Flow ?? throw Unsupported($"input {index} ('{node.Inputs[index]}') is a constant; layers compute with what the model is given.");

    /// <summary>An input that the model computes, in any order of its dimensions.</summary>
    public Flow Flow(int index) => Plain(Loose(index));

    /// <summary>An input that is pictures, channels last.</summary>
    public Flow Picture(int index)
    {
        var flow = Flow(index);
        return flow.Rank == 3 ? Arrange(flow, [2, 3, 1]) : throw Unsupported($"input {index} has {flow.Rank + 1} dimensions; pictures, which have 4, are taken.");
    }

    /// <summary>An input of the file's own values; null where it is not given.</summary>
    public Constant? Constant(int index) => !Has(index) ? null : Value(index) switch
    {
        Constant constant => constant,
        _ => throw Unsupported($"input {index} ('{node.Inputs[index]}') is computed, where values of the file are taken."),
    };

    /// <summary>Whole numbers that are known; null where the input is not given.</summary>
    public long[]? Numbers(int index) => !Has(index) ? null : Value(index) switch
    {
        Sizes sizes => sizes.Values,
        Constant constant => Longs(constant),
        _ => throw Unsupported($"input {index} ('{node.Inputs[index]}') is computed from the data, where numbers that are known are taken."),
    };

    /// <summary>The only number of a constant; null where the input is not given.</summary>
    public float? Scalar(int index) => Constant(index) is not { } constant ? null : constant.Count == 1 ? Floats(constant)[0] : throw Unsupported($"input {index} has {constant.Count} values, where one is taken.");

    /// <summary>A constant's numbers, counted against the file's memory.</summary>
    public float[] Floats(Constant constant)
    {
        import.Take(8 * constant.Count, this);
        return constant.ToFloats();
    }

    /// <summary>A constant's numbers, counted against the file's memory.</summary>
    public long[] Longs(Constant constant)
    {
        import.Take(16 * constant.Count, this);
        return constant.ToLongs();
    }

    /// <summary>Gives the first output its meaning.</summary>
    public void Return(ImportedValue value) => import.Set(node.Outputs[0], value, this);

    /// <summary>Calls a layer on a value; the result has its dimensions in the same order.</summary>
    public Flow Apply(Layer layer, Flow input) => input with { Tensor = import.Call(layer, [input.Tensor], this), IsNonNegative = false };

    /// <summary>Calls a layer on several values, whose dimensions stand in the same order.</summary>
    public Flow Apply(Layer layer, IReadOnlyList<Flow> inputs) => new(import.Call(layer, [.. inputs.Select(input => input.Tensor)], this), inputs[0].Axes);

    /// <summary>A name for a layer of this node.</summary>
    /// <param name="ending">What is added for further layers of one node.</param>
    public string Name(string ending = "") => import.NameOf(node, ending);

    /// <summary>The value with its dimensions in another order, by a layer where that moves values.</summary>
    public Flow Arrange(Flow flow, int[] axes)
    {
        if (flow.Axes.SequenceEqual(axes)) return flow;
        int[] dims = [.. axes.Select(axis => flow.DimensionOf(axis) + 1)];
        return Apply(new Permute(dims, Name("transpose")), flow) with { Axes = axes, IsNonNegative = flow.IsNonNegative };
    }

    /// <summary>A row as the file has it.</summary>
    public Flow Plain(Flow flow)
    {
        if (flow.Row is not { } shape) return flow;
        var picture = Apply(new Reshape(shape, Name("picture")), flow with { Row = null });
        return Apply(new Flatten(name: Name("flatten")), Apply(new Permute([3, 1, 2], Name("transpose")), picture)) with { Axes = [1], IsNonNegative = flow.IsNonNegative };
    }

    /// <summary>What is wrong with the node.</summary>
    public ModelFormatException Error(string message, Exception? inner = null) => import.Error($"{import.Describe(node)}: {message}", inner, ModelFormatReason.Malformed);

    /// <summary>What the node asks for that this library has not.</summary>
    public ModelFormatException Unsupported(string message) => import.Error($"{import.Describe(node)}: {message}", null, ModelFormatReason.Unsupported);
}
