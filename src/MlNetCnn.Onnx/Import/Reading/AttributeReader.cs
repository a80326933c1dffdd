using MlNetCnn.Keras;
using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>AttributeProto</c> of onnx.proto. Files of the first versions do not say which kind it is; then it is the field that is there.</summary>
internal static class AttributeReader
{
    /// <summary>Numbers of one list; the longest of convnets are pads.</summary>
    private const int Longest = 1 << 16;

    /// <param name="attribute">The message.</param>
    /// <param name="where">The node, for messages.</param>
    public static AttributeProto Read(MessageSource attribute, string where)
    {
        var (reader, name, kind) = (attribute.Reader, "", 0L);
        var (number, whole, text, tensor) = ((float?)null, (long?)null, (string?)null, (TensorProto?)null);
        var (numbers, wholes, texts) = (new List<float>(), new List<long>(), new List<string>());
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = attribute.Text(); break;
                case 2: number = reader.Float(); break;
                case 3: whole = reader.Int64(); break;
                case 4: text = attribute.Text(); break;
                case 5: tensor = TensorReader.Read(attribute.Message("t")); break;
                case 6 or 11: throw reader.Error($"{where}: it has an attribute that is a network; branches and loops are not read.", reason: ModelFormatReason.Unsupported);
                case 7:
                    reader.Floats(numbers, Longest);
                    attribute.Take(16);
                    break;
                case 8:
                    reader.Int64s(wholes, Longest);
                    attribute.Take(32);
                    break;
                case 9: texts.Add(attribute.Text()); break;
                case 20: kind = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        attribute.Take(16L * (numbers.Count + wholes.Count));
        if (kind == 0) kind = number is not null ? 1 : whole is not null ? 2 : text is not null ? 3 : tensor is not null ? 4 : numbers.Count > 0 ? 6 : wholes.Count > 0 ? 7 : 8;
        return kind switch
        {
            1 => new AttributeProto.Float(name, number ?? 0),
            2 => new AttributeProto.Int(name, whole ?? 0),
            3 => new AttributeProto.Text(name, text ?? ""),
            4 => new AttributeProto.Tensor(name, tensor ?? throw reader.Error($"{where}: the attribute '{name}' is a tensor, which is not there.")),
            6 => new AttributeProto.Floats(name, numbers),
            7 => new AttributeProto.Ints(name, wholes),
            8 => new AttributeProto.Texts(name, texts),
            _ => throw reader.Error($"{where}: the attribute '{name}' is of kind {kind}, which is not read.", reason: ModelFormatReason.Unsupported),
        };
    }
}
