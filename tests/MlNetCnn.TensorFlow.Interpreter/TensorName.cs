using System.Globalization;

namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>One output of a node.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Index">Which output.</param>
internal readonly record struct TensorName(string Node, int Index)
{
    /// <summary>Reads <c>node</c> or <c>node:1</c>.</summary>
    /// <exception cref="TensorFlowException">It is neither.</exception>
    public static TensorName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        if (colon < 0) return new(text, 0);
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return new(text[..colon], index);
        throw new TensorFlowException($"'{text}' is no name of a tensor.", TensorFlowStatus.InvalidArgument);
    }

    public override string ToString() => $"{Node}:{Index}";
}
