using System.Text;
using System.Text.Unicode;
using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Messages;

/// <summary><c>AttrValue</c> of attr_value.proto; of several values the last counts, as in protocol buffers.</summary>
internal static class AttrReader
{
    /// <param name="attr">The message.</param>
    /// <param name="where">Node and attribute, for messages.</param>
    public static AttrValue Read(MessageSource attr, string where)
    {
        var (reader, value) = (attr.Reader, (AttrValue?)null);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: value = AttrListReader.Read(attr.Message("list"), where); break;
                case 2: value = Text(attr, where); break;
                case 3: value = new AttrValue.Int(reader.Int64()); break;
                case 4: value = new AttrValue.Float(reader.Float()); break;
                case 5: value = new AttrValue.Bool(reader.Bool()); break;
                case 6: value = new AttrValue.Type((DataType)reader.Int32()); break;
                case 7: value = new AttrValue.Shape(ShapeReader.Read(attr.Message("shape"))); break;
                case 8: value = new AttrValue.Tensor(TensorReader.Read(attr.Message("tensor"), where)); break;
                case 9: throw reader.Error($"{where}: it is left open for the callers of a function.", reason: ModelFormatReason.Unsupported);
                case 10: throw reader.Error($"{where}: it is a function; graphs are read whose nodes are all plain operations: freeze it first.", reason: ModelFormatReason.Unsupported);
                default: reader.Skip(); break;
            }
        }

        return value ?? throw reader.Error($"{where}: it has no value.");
    }

    /// <summary>Calls of functions hold whole messages here, which are no text.</summary>
    private static AttrValue.Text Text(MessageSource attr, string where)
    {
        var bytes = attr.Reader.Bytes();
        if (!Utf8.IsValid(bytes.Span)) throw attr.Reader.Error($"{where}: its bytes are no text.", reason: ModelFormatReason.Unsupported);
        attr.Take(64 + 2L * bytes.Length);
        return new AttrValue.Text(Encoding.UTF8.GetString(bytes.Span));
    }
}
