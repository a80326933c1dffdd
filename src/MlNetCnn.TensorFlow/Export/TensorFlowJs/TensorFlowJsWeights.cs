using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow;

/// <summary>A constant of the graph as TensorFlow.js keeps it, beside the graph.</summary>
/// <param name="Name">The node's.</param>
/// <param name="Type"><c>float32</c>, <c>int32</c>, <c>bool</c> or <c>string</c>.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Bytes">Its values, little-endian; each string after its length in four bytes.</param>
internal sealed record TensorFlowJsWeights(string Name, string Type, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>All constants, in the graph's order.</summary>
    /// <exception cref="NotSupportedException">An int64 does not fit in 32 bits.</exception>
    public static IReadOnlyList<TensorFlowJsWeights> Of(GraphDef graph) =>
        [.. from node in graph.Nodes where node.Op == "Const" select Of(node.Name, ((AttrValue.Tensor)node.Attributes["value"]).Value)];

    private static TensorFlowJsWeights Of(string name, TensorValue value) => value.Type switch
    {
        DataType.Float => new(name, "float32", value.Shape, FloatBytes.Of(value.Floats)),
        DataType.Int32 => new(name, "int32", value.Shape, value.Bytes.ToArray()),
        DataType.Int64 => new(name, "int32", value.Shape, MemoryMarshal.AsBytes(Array.ConvertAll(value.Longs, number => Narrow(name, number)).AsSpan()).ToArray()),
        DataType.Bool => new(name, "bool", value.Shape, value.Bytes.ToArray()),
        DataType.String => new(name, "string", value.Shape, Strings(value.Strings)),
        _ => throw new NotSupportedException($"The constant '{name}' is {value.Type}, which TensorFlow.js has not."),
    };

    private static int Narrow(string name, long number) =>
        number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new NotSupportedException($"The constant '{name}' holds {number}; whole numbers of TensorFlow.js have 32 bits.");

    private static byte[] Strings(string[] strings)
    {
        using var bytes = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var text in strings)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, utf8.Length);
            bytes.Write(length);
            bytes.Write(utf8);
        }

        return bytes.ToArray();
    }
}
