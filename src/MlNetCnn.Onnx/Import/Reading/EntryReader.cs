using MlNetCnn.Onnx.Definitions;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx.Import;

/// <summary><c>StringStringEntryProto</c> of onnx.proto.</summary>
internal static class EntryReader
{
    public static StringEntry Read(MessageSource entry)
    {
        var (reader, key, value) = (entry.Reader, "", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: key = entry.Text(); break;
                case 2: value = entry.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return new StringEntry(key, value);
    }
}
