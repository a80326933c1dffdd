using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>TensorShapeProto</c> of tensor_shape.proto.</summary>
internal static class ShapeReader
{
    /// <summary>TensorFlow's tensors have no more.</summary>
    private const int MostDimensions = 254;

    public static TensorShape Read(MessageSource shape)
    {
        var (reader, sizes, unknown) = (shape.Reader, new List<int>(), false);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: sizes.Add(Size(reader.Message("dim"))); break;
                case 3: unknown = reader.Bool(); break;
                default: reader.Skip(); break;
            }

            if (sizes.Count > MostDimensions) throw reader.Error($"the shape has more than {MostDimensions} dimensions.");
        }

        return !unknown ? new TensorShape([.. sizes]) : sizes.Count == 0 ? TensorShape.Unknown : throw reader.Error("the shape has dimensions, and says that their number is not known.");
    }

    private static int Size(ProtoReader dimension)
    {
        var size = 0;
        while (dimension.Next())
        {
            if (dimension.Field == 1) size = dimension.Int32();
            else dimension.Skip();
        }

        return size >= -1 ? size : throw dimension.Error($"a dimension of {size}.");
    }
}
