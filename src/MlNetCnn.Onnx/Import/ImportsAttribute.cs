namespace MlNetCnn.Onnx.Import;

/// <summary>Marks the method that turns calls of an ONNX operator into layers.</summary>
/// <param name="operators">Names of the operators: <c>Conv</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImportsAttribute(params string[] operators) : Attribute
{
    public string[] Operators => operators;
}
