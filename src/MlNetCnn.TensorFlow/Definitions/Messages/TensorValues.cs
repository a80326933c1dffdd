using System.Runtime.InteropServices;
using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary>The values of a <c>TensorProto</c> whose type and shape are known.</summary>
/// <param name="tensor">The message, from its start.</param>
/// <param name="content">Its <c>tensor_content</c>; empty where the values stand one by one.</param>
/// <param name="count">Values of the shape.</param>
/// <param name="where">Node and attribute, for messages.</param>
internal sealed class TensorValues(MessageSource tensor, ReadOnlyMemory<byte> content, int count, string where)
{
    /// <summary>The message's length bounds how many values can stand in it.</summary>
    private const int BytesPerListedValue = 24;

    public float[] Floats() => Filled<float>(5, values => tensor.Reader.Floats(values, count));

    public T[] Numbers<T>(int field, Func<long, T> convert)
        where T : unmanaged
    {
        var numbers = new List<long>();
        return Filled<T>(field, values =>
        {
            tensor.Reader.Int64s(numbers, count - values.Count);
            foreach (var number in numbers) values.Add(convert(number));
            numbers.Clear();
        });
    }

    /// <summary>Bytes that are neither 0 nor 1 are true all the same.</summary>
    public bool[] Bools() => Array.ConvertAll(Numbers(11, number => (byte)(number != 0 ? 1 : 0)), value => value != 0);

    public string[] Strings()
    {
        if (!content.IsEmpty) throw tensor.Reader.Error($"{where}: strings as one run of bytes are not read.", reason: ModelFormatReason.Unsupported);
        tensor.Take((long)IntPtr.Size * count);
        var (strings, filled) = (new string[count], 0);
        while (tensor.Reader.Next())
        {
            if (tensor.Reader.Field != 8)
            {
                tensor.Reader.Skip();
                continue;
            }

            if (filled == count) throw TooMany();
            strings[filled++] = tensor.Text();
        }

        strings.AsSpan(filled).Fill(filled == 0 ? "" : strings[filled - 1]);
        return strings;
    }

    /// <summary>From the content, or from a field.</summary>
    /// <param name="field">Number of the field.</param>
    /// <param name="add">Adds what one occurrence of the field holds.</param>
    private T[] Filled<T>(int field, Action<List<T>> add)
        where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        tensor.Take((long)size * count);
        var all = new T[count];
        if (!content.IsEmpty)
        {
            if (content.Length != (long)size * count) throw tensor.Reader.Error($"{where}: {count} values take {(long)size * count} bytes, and {content.Length} are there.");
            MemoryMarshal.Cast<byte, T>(content.Span).CopyTo(all);
            return all;
        }

        tensor.Take(Math.Min(tensor.Reader.Length, (long)count) * BytesPerListedValue);
        var values = new List<T>();
        while (tensor.Reader.Next())
        {
            if (tensor.Reader.Field == field) add(values);
            else tensor.Reader.Skip();
            if (values.Count > count) throw TooMany();
        }

        values.CopyTo(all);
        if (values.Count > 0) all.AsSpan(values.Count).Fill(values[^1]);
        return all;
    }

    private ModelFormatException TooMany() => tensor.Reader.Error($"{where}: more values stand there than the {count} of its shape.");
}
