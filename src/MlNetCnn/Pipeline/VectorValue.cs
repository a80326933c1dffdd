using Microsoft.ML.Data;

namespace MlNetCnn.Pipeline;

/// <summary>Hands values out through a <see cref="VBuffer{T}"/>: always copied, never an array of ours.</summary>
internal static class VectorValue
{
    /// <summary>Copies into the caller's buffer, reusing it where it is large enough.</summary>
    public static void Set<T>(ref VBuffer<T> destination, ReadOnlySpan<T> values)
    {
        var editor = VBufferEditor.Create(ref destination, values.Length);
        values.CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
