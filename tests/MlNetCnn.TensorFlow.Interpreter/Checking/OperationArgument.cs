namespace MlNetCnn.TensorFlow.Interpreter.Checking;

/// <summary>What an operation takes or makes.</summary>
/// <param name="Name">TensorFlow's name of it.</param>
/// <param name="Type">A type in small letters, or the attribute that holds it.</param>
/// <param name="Count">The attribute that says how many; null for one.</param>
/// <param name="IsList">Whether <paramref name="Type"/> is an attribute with a list of types, one for each.</param>
internal sealed record OperationArgument(string Name, string Type, string? Count, bool IsList)
{
    /// <summary>Reads <c>name:type</c>, <c>name:N*type</c> or <c>name:*types</c>.</summary>
    public static OperationArgument Parse(string text)
    {
        var colon = text.IndexOf(':');
        var (name, type) = (text[..colon], text[(colon + 1)..]);
        var star = type.IndexOf('*');
        return star < 0 ? new(name, type, null, false) : new(name, type[(star + 1)..], star == 0 ? null : type[..star], star == 0);
    }
}
