using MlNetCnn.TensorFlow.Interpreter;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Graphs written by hand, node by node.</summary>
internal sealed class HandGraph
{
    private readonly List<NodeDef> _nodes = [];

    public GraphDef Definition => new([.. _nodes]);

    /// <summary>Adds a node; inputs are separated by blanks.</summary>
    public HandGraph Node(string name, string op, string inputs = "", params (string Name, AttrValue Value)[] attributes)
    {
        _nodes.Add(new(name, op, inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries), attributes.ToDictionary(a => a.Name, a => a.Value)));
        return this;
    }

    public HandGraph Const(string name, TensorValue value) => Node(name, "Const", "", ("dtype", value.Type), ("value", value));

    public HandGraph Const(string name, params float[] values) => Const(name, TensorValue.Of(values.AsMemory(), values.Length));

    public HandGraph Placeholder(string name, TensorShape? shape = null) => Node(name, "Placeholder", "", ("dtype", DataType.Float), ("shape", shape ?? TensorShape.Unknown));

    /// <summary>A variable of one float with its reading and its assignment: name, name/read, name/value, name/assign.</summary>
    public HandGraph Variable(string name, string? sharedName = null, string? prefix = null)
    {
        var scope = prefix ?? name;
        return Node(scope, "VarHandleOp", "", ("dtype", DataType.Float), ("shape", new TensorShape(1)), ("shared_name", sharedName ?? name))
            .Node($"{scope}/read", "ReadVariableOp", scope, ("dtype", DataType.Float))
            .Placeholder($"{scope}/value", new TensorShape(1))
            .Node($"{scope}/assign", "AssignVariableOp", $"{scope} {scope}/value", ("dtype", DataType.Float));
    }

    /// <summary>An operation on floats.</summary>
    public HandGraph Float(string name, string op, string inputs) => Node(name, op, inputs, ("T", DataType.Float));

    public InterpretedSession Session(InterpreterOptions? options = null) => new(Definition, options);

    public static (string, TensorValue) Feed(string name, params float[] values) => (name, TensorValue.Of(values.AsMemory(), values.Length));

    public static float[] Values(TensorValue value) => value.Floats.ToArray();
}
