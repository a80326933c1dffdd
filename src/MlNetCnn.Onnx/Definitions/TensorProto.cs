using System.Runtime.InteropServices;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>A constant: an initializer, or the value of an attribute.</summary>
/// <param name="Name">Its name; "" in an attribute.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Its sizes; none for a single value.</param>
internal sealed record TensorProto(string Name, ElementType Type, IReadOnlyList<long> Shape) : IProtoMessage
{
    /// <summary>The values, little endian, one after another (<c>raw_data</c>); whoever reads a file with <c>float_data</c> and the like puts its values here as bytes too.</summary>
    public ReadOnlyMemory<byte> RawData { get; init; }

    /// <summary>Where the values lie in another file: <c>location</c>, <c>offset</c>, <c>length</c>. Empty where they are here.</summary>
    public IReadOnlyList<StringEntry> ExternalData { get; init; } = [];

    /// <summary>Wraps float32 values without copying.</summary>
    public static TensorProto Of(string name, Memory<float> values, params IReadOnlyList<long> shape) => new(name, ElementType.Float, shape) { RawData = FloatBytes.Of(values) };

    /// <summary>A constant of whole numbers: axes, sizes, pads.</summary>
    public static TensorProto Of(string name, long[] values) => new(name, ElementType.Int64, [values.Length]) { RawData = MemoryMarshal.AsBytes(values.AsSpan()).ToArray() };

    public void WriteFields(ProtoWriter writer)
    {
        foreach (var size in Shape) writer.Int64(1, size);
        writer.Int64(2, (long)Type);
        writer.String(8, Name);
        if (ExternalData.Count == 0)
        {
            writer.Bytes(9, RawData);
            return;
        }

        foreach (var entry in ExternalData) writer.Message(13, entry);
        writer.Int64(14, 1);
    }
}
