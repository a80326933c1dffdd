namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>Graphs of the operations that the mock knows.</summary>
internal static class Graphs
{
    public static GraphDef Of(params IReadOnlyList<NodeDef> nodes) => new(nodes);

    public static NodeDef Node(string name, string op, IReadOnlyList<string> inputs, params (string Name, AttrValue Value)[] attributes) =>
        new(name, op, inputs, attributes.ToDictionary(a => a.Name, a => a.Value));

    public static NodeDef Placeholder(string name, DataType type = DataType.Float) => Node(name, "Placeholder", [], ("dtype", type), ("shape", TensorShape.Unknown));

    public static NodeDef Const(string name, TensorValue value) => Node(name, "Const", [], ("dtype", value.Type), ("value", value));

    public static NodeDef Float(string name, string op, params IReadOnlyList<string> inputs) => Node(name, op, inputs, ("T", DataType.Float));

    public static NodeDef Identity(string name, string input, DataType type) => Node(name, "Identity", [input], ("T", type));

    public static NodeDef Gate(string name, string input, int runs) => Node(name, "Gate", [input], ("runs", (long)runs));

    /// <summary>y = relu(x + 1).</summary>
    public static GraphDef Relu { get; } = Of(Placeholder("x"), Const("one", TensorValue.Scalar(1f)), Float("sum", "AddV2", "x", "one"), Float("y", "Relu", "sum"));

    /// <summary>A variable of 2 values: <c>set</c> gives it <c>value</c>, <c>read</c> reads it.</summary>
    public static GraphDef Variable(string name = "w", string prefix = "") => Of(
        Node($"{prefix}{name}", "VarHandleOp", [], ("container", ""), ("shared_name", name), ("dtype", DataType.Float), ("shape", new TensorShape(2))),
        Placeholder($"{prefix}value"),
        Node($"{prefix}set", "AssignVariableOp", [$"{prefix}{name}", $"{prefix}value"], ("dtype", DataType.Float)),
        Node($"{prefix}read", "ReadVariableOp", [$"{prefix}{name}"], ("dtype", DataType.Float)));

    public static TensorValue Floats(params float[] values) => TensorValue.Of(values.AsMemory(), values.Length);
}
