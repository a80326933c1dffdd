using Google.Protobuf;

namespace MlNetCnn.Training;

/// <summary>
/// The protobuf message <c>Event</c> of TensorFlow's event files, as far as scalars need it. Event: wall_time 1 (double, seconds since 1970), step 2 (int64), file_version 3 (string), summary 5;
/// Summary: value 1, repeated; Value: tag 1 (string), simple_value 2 (float).
/// </summary>
internal static class EventMessage
{
    private const int WallTime = 1, Step = 2, FileVersion = 3, Summary = 5, Value = 1, Tag = 1, SimpleValue = 2;

    /// <summary>What a file begins with.</summary>
    public static byte[] Version(double time) => Message(output =>
    {
        output.WriteTag(WallTime, WireFormat.WireType.Fixed64);
        output.WriteDouble(time);
        output.WriteTag(FileVersion, WireFormat.WireType.LengthDelimited);
        output.WriteString("brain.Event:2");
    });

    /// <summary>Scalars of a step.</summary>
    public static byte[] Scalars(double time, long step, IEnumerable<(string Tag, double Value)> values) => Message(output =>
    {
        output.WriteTag(WallTime, WireFormat.WireType.Fixed64);
        output.WriteDouble(time);
        output.WriteTag(Step, WireFormat.WireType.Varint);
        output.WriteInt64(step);
        output.WriteTag(Summary, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(Message(summary =>
        {
            foreach (var (tag, value) in values)
            {
                summary.WriteTag(Value, WireFormat.WireType.LengthDelimited);
                summary.WriteBytes(ByteString.CopyFrom(Scalar(tag, value)));
            }
        })));
    });

    private static byte[] Scalar(string tag, double value) => Message(output =>
    {
        output.WriteTag(Tag, WireFormat.WireType.LengthDelimited);
        output.WriteString(tag);
        output.WriteTag(SimpleValue, WireFormat.WireType.Fixed32);
        output.WriteFloat((float)value);
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }
}
