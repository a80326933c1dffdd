using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary>
/// <c>TensorProto</c> of tensor.proto: values as bytes (<c>tensor_content</c>) or one by one. Of fewer values than the shape has, the last is repeated; where there are none, all are 0,
/// as TensorFlow has it.
/// </summary>
internal static class TensorReader
{
    /// <param name="tensor">The message.</param>
    /// <param name="where">Node and attribute, for messages.</param>
    /// <exception cref="ModelFormatException">It is damaged, or of a type that <see cref="TensorValue"/> does not hold.</exception>
    public static TensorValue Read(MessageSource tensor, string where)
    {
        var (reader, type, shape, content) = (tensor.Reader, DataType.Invalid, TensorShape.Scalar, default(ReadOnlyMemory<byte>));
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type = (DataType)reader.Int32(); break;
                case 2: shape = ShapeReader.Read(tensor.Message("tensor_shape")); break;
                case 4: content = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        var count = Count(shape, reader, where);
        var values = new TensorValues(tensor with { Reader = reader.Again() }, content, count, where);
        IReadOnlyList<int> sizes = [.. shape.Dimensions];
        return type switch
        {
            DataType.Float => TensorValue.Of(values.Floats().AsMemory(), sizes),
            DataType.Int32 => TensorValue.Of(values.Numbers<int>(7, number => (int)number), sizes),
            DataType.Int64 => TensorValue.Of(values.Numbers<long>(10, number => number), sizes),
            DataType.Bool => TensorValue.Of(values.Bools(), sizes),
            DataType.String => TensorValue.Of(values.Strings(), sizes),
            _ => throw reader.Error($"{where}: a constant of type {type} is not read; Float, Int32, Int64, Bool and String are.", reason: ModelFormatReason.Unsupported),
        };
    }

    private static int Count(TensorShape shape, ProtoReader reader, string where)
    {
        if (!shape.IsKnown) throw reader.Error($"{where}: the constant has the shape {shape}, which is not known whole.");
        long count = 1;
        foreach (var size in shape.Dimensions)
        {
            if (size > 0 && count > Array.MaxLength / size) throw reader.Error($"{where}: the constant has the shape {shape}, which is too large.");
            count *= size;
        }

        return (int)count;
    }
}
