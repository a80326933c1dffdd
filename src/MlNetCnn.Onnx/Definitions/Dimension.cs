using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Definitions;

/// <summary>A dimension of an input or an output: a size, or a name that stands for any (<c>batch</c>), or neither.</summary>
/// <param name="Size">The size; null where it is not fixed.</param>
/// <param name="Name">Its name where it is not fixed; null where it has none.</param>
internal sealed record Dimension(long? Size, string? Name = null) : IProtoMessage
{
    public void WriteFields(ProtoWriter writer)
    {
        if (Size is { } size) writer.Int64(1, size);
        else if (Name is not null) writer.String(2, Name);
    }
}
