namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>A handle of a variable: what a VarHandleOp gives.</summary>
/// <param name="Container">Container; empty for the session's own, <c>localhost</c>.</param>
/// <param name="Name">The shared name.</param>
/// <param name="Type">Type that the handle says its values have.</param>
/// <param name="Shape">Shape that the handle says its values have.</param>
internal sealed record VariableKey(string Container, string Name, DataType Type, TensorShape Shape);
