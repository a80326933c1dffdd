using System.Diagnostics.CodeAnalysis;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>One execution of a node.</summary>
/// <param name="name">The node's name.</param>
/// <param name="attributes">All its attributes, defaults filled in.</param>
/// <param name="inputs">What it is given.</param>
/// <param name="resources">What outlives the run.</param>
internal sealed class KernelCall(string name, IReadOnlyDictionary<string, AttrValue> attributes, Tensor[] inputs, SessionResources resources)
{
    public string Name => name;

    public Tensor[] Inputs => inputs;

    public SessionResources Resources => resources;

    public Tensor this[int index] => inputs[index];

    public AttrValue Attribute(string key) => attributes[key];

    public long Int(string key) => ((AttrValue.Int)attributes[key]).Value;

    public double Number(string key) => ((AttrValue.Float)attributes[key]).Value;

    public bool Flag(string key) => ((AttrValue.Bool)attributes[key]).Value;

    public string Text(string key) => ((AttrValue.Text)attributes[key]).Value;

    public DataType Type(string key) => ((AttrValue.Type)attributes[key]).Value;

    public TensorShape Shape(string key) => ((AttrValue.Shape)attributes[key]).Value;

    public int[] Ints(string key) => attributes[key] is AttrValue.Ints list ? [.. list.Values.Select(v => checked((int)v))] : [];

    /// <summary>Fails with TensorFlow's message for the node.</summary>
    public TensorFlowException Error(string message, TensorFlowStatus status = TensorFlowStatus.InvalidArgument) => new($"{message}\n\t [[{{{{node {name}}}}}]]", status);

    public void Require([DoesNotReturnIf(false)] bool condition, string message, TensorFlowStatus status = TensorFlowStatus.InvalidArgument)
    {
        if (!condition) throw Error(message, status);
    }

    /// <summary>The single value of an input that must be a scalar (or, as many kernels let pass, have one element).</summary>
    public long Scalar(int index, string what)
    {
        Require(inputs[index].Rank == 0 || inputs[index].Count == 1, $"{what} must be a scalar, but has shape {inputs[index].ShapeText}");
        return inputs[index].Integers()[0];
    }

    /// <summary>A real that must be a scalar.</summary>
    public double RealScalar(int index, string what)
    {
        Require(inputs[index].Rank == 0, $"{what} is not a scalar: {inputs[index].ShapeText}");
        return inputs[index].Reals()[0];
    }

    /// <summary>A vector of whole numbers.</summary>
    public int[] Vector(int index, string what)
    {
        Require(inputs[index].Rank == 1, $"{what} must be a vector, but has shape {inputs[index].ShapeText}");
        return Array.ConvertAll(inputs[index].Integers(), v => checked((int)v));
    }

    /// <summary>An axis counted from the start; negative ones count from the end.</summary>
    public int Axis(long axis, int rank, string what = "axis")
    {
        Require(axis >= -rank && axis < rank, $"Expected {what} in the range [{-rank}, {rank}), but got {axis}");
        return (int)(axis < 0 ? axis + rank : axis);
    }
}
