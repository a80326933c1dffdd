using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>ValueInfoProto</c> of onnx.proto, with the type of tensors; of other types only the name.</summary>
internal static class ValueReader
{
    /// <summary>Convnets have four.</summary>
    private const int MostDimensions = 64;

    public static ValueInfoProto Read(MessageSource value)
    {
        var (reader, name, type, shape) = (value.Reader, "", ElementType.Undefined, (IReadOnlyList<Dimension>?)null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = value.Text();
                    break;
                case 2:
                    foreach (var tensor in value.Message("type").Each(1, "tensor_type")) (type, shape) = Tensor(tensor);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ValueInfoProto(name, type, shape);
    }

    private static (ElementType, IReadOnlyList<Dimension>?) Tensor(MessageSource tensor)
    {
        var (reader, type, shape) = (tensor.Reader, ElementType.Undefined, (List<Dimension>?)null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type = (ElementType)reader.Int32(); break;
                case 2: shape = [.. tensor.Message("shape").Each(1, "dim").Take(MostDimensions + 1).Select(Dimension)]; break;
                default: reader.Skip(); break;
            }
        }

        return shape is { Count: > MostDimensions } ? throw reader.Error($"the shape has more than {MostDimensions} dimensions.") : (type, shape);
    }

    private static Dimension Dimension(MessageSource dimension)
    {
        var (reader, size, name) = (dimension.Reader, (long?)null, (string?)null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: size = reader.Int64(); break;
                case 2: name = dimension.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return new Dimension(size, name);
    }
}
