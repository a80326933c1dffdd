namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>
/// TensorFlow's operation that a static method <c>Tensor[] M(KernelCall)</c> executes, with the operation's definition as <c>tensorflow/core/ops</c> registers it. The table of
/// kernels is closed: it holds the marked methods of this assembly.
/// </summary>
/// <param name="op">Its name.</param>
/// <param name="signature">
/// Inputs, <c>-&gt;</c>, outputs: each a name and a type, which is a type's name, an attribute of kind type, <c>N*T</c> for as many as attribute N says, or an attribute of kind types.
/// </param>
/// <param name="attributes"><c>name kind [in allowed,values] [= default]</c>; kinds are int, float, bool, string, type, shape, tensor, ints, floats, strings, types, shapes.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class KernelAttribute(string op, string signature, params string[] attributes) : Attribute
{
    public string Op { get; } = op;

    public string Signature { get; } = signature;

    public string[] Attributes { get; } = attributes;

    /// <summary>Whether it must run each time, reading or writing what is outside of the graph.</summary>
    public bool Stateful { get; init; }
}
