using Google.Protobuf.Reflection;

namespace MlNetCnn.Protobuf.Tests;

/// <summary>A message as <see cref="ProtoReader"/> reads it, led by Google's own description of its type, to be written again by <see cref="ProtoWriter"/>.</summary>
internal sealed class Transcript : IProtoMessage
{
    private readonly List<Action<ProtoWriter>> _fields = [];

    public Transcript(ProtoReader reader, MessageDescriptor type)
    {
        while (reader.Next())
        {
            var field = type.FindFieldByNumber(reader.Field) ?? throw reader.Error($"{type.FullName} has no field {reader.Field}.");
            var number = field.FieldNumber;
            switch (field.FieldType)
            {
                case FieldType.Message:
                    var inner = new Transcript(reader.Message(field.Name), field.MessageType);
                    _fields.Add(writer => writer.Message(number, inner));
                    break;
                case FieldType.String:
                    var text = reader.String();
                    _fields.Add(writer => writer.String(number, text));
                    break;
                case FieldType.Bytes:
                    var bytes = reader.Bytes();
                    _fields.Add(writer => writer.Bytes(number, bytes));
                    break;
                case FieldType.Bool:
                    var truth = reader.Bool();
                    _fields.Add(writer => writer.Bool(number, truth));
                    break;
                case FieldType.Float:
                    var single = reader.Float();
                    _fields.Add(writer => writer.Float(number, single));
                    break;
                case FieldType.Int32 or FieldType.Int64 or FieldType.UInt32 or FieldType.UInt64 or FieldType.Enum when reader.IsDelimited:
                    var list = new List<long>();
                    reader.Int64s(list, 1000);
                    _fields.Add(writer => writer.PackedInt64(number, list.ToArray()));
                    break;
                case FieldType.Int32 or FieldType.Int64 or FieldType.UInt32 or FieldType.UInt64 or FieldType.Enum:
                    var value = reader.Int64();
                    _fields.Add(writer => writer.Int64(number, value));
                    break;
                default:
                    throw reader.Error($"{field.FullName} is {field.FieldType}.");
            }
        }
    }

    public void WriteFields(ProtoWriter writer)
    {
        foreach (var field in _fields) field(writer);
    }
}
