using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace MlNetCnn.Protobuf.Tests;

/// <summary>Reader and writer against Google's own, on the messages that Google.Protobuf carries.</summary>
public sealed class GoogleTests
{
    public static TheoryData<string> Files => [.. All.Keys];

    private static readonly Dictionary<string, FileDescriptor> All =
        ((FileDescriptor[])[DescriptorReflection.Descriptor, StructReflection.Descriptor, ApiReflection.Descriptor, TypeReflection.Descriptor, AnyReflection.Descriptor, WrappersReflection.Descriptor, TimestampReflection.Descriptor])
        .ToDictionary(file => file.Name);

    /// <summary>Descriptions of files: messages within messages four deep, repeated and optional fields, enumerations, packed numbers.</summary>
    [Theory, MemberData(nameof(Files))]
    public void What_Google_writes_is_read_and_written_again_the_same(string file)
    {
        var bytes = All[file].SerializedData.ToByteArray();
        var transcript = new Transcript(new ProtoReader(bytes, file, "file"), FileDescriptorProto.Descriptor);
        Assert.Equal(bytes.Length, ProtoWriter.Measure(transcript));
        Assert.Equal(bytes, ProtoWriter.ToBytes(transcript));
        Assert.Equal(FileDescriptorProto.Parser.ParseFrom(bytes), FileDescriptorProto.Parser.ParseFrom(ProtoWriter.ToBytes(transcript)));
    }

    [Fact]
    public void Numbers_of_every_size_are_Googles()
    {
        foreach (var value in (long[])[0, 1, -1, 127, 128, 16383, 16384, int.MaxValue, int.MinValue, 1L << 40, long.MaxValue, long.MinValue])
        {
            Assert.Equal(value, Int64Value.Parser.ParseFrom(ProtoWriter.ToBytes(new One(writer => writer.Int64(1, value)))).Value);
            var reader = new ProtoReader(new Int64Value { Value = value }.ToByteArray(), null, "value");
            Assert.Equal(value != 0, reader.Next());
            if (value != 0) Assert.Equal(value, reader.Int64());
        }

        foreach (var value in (float[])[0, -0f, 1.5f, float.NaN, float.PositiveInfinity, float.Epsilon])
            Assert.Equal(value, FloatValue.Parser.ParseFrom(ProtoWriter.ToBytes(new One(writer => writer.Float(1, value)))).Value);
        Assert.Equal("\u00e4\u20ac\U0001F600", StringValue.Parser.ParseFrom(ProtoWriter.ToBytes(new One(writer => writer.String(1, "\u00e4\u20ac\U0001F600")))).Value);
        Assert.True(BoolValue.Parser.ParseFrom(ProtoWriter.ToBytes(new One(writer => writer.Bool(1, true)))).Value);
    }

    /// <summary>Floats as they lie in memory are Google's bytes; 300,000 of them do not fit into the stream's buffer.</summary>
    [Fact]
    public void Large_arrays_are_written_whole()
    {
        float[] values = [.. Enumerable.Range(0, 300_000).Select(i => i / 7f)];
        var read = BytesValue.Parser.ParseFrom(ProtoWriter.ToBytes(new One(writer => writer.Bytes(1, FloatBytes.Of(values))))).Value;
        Assert.Equal(values, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(read.Span).ToArray());
        var reader = new ProtoReader(ProtoWriter.ToBytes(new One(writer => writer.PackedFloat(1, values))), null, "list");
        Assert.True(reader.Next());
        var list = new List<float>();
        reader.Floats(list);
        Assert.Equal(values, list);
    }

    /// <summary>A struct within a struct, deeper and deeper, as Google writes it.</summary>
    [Fact]
    public void Nesting_has_an_end()
    {
        var value = Value.ForBool(true);
        for (var i = 0; i < 20; i++) value = Value.ForList(value);
        var e = Assert.Throws<Keras.ModelFormatException>(() => new Transcript(new ProtoReader(value.ToByteArray(), "deep", "value"), Value.Descriptor));
        Assert.Contains("32 deep", e.Message);
        Assert.StartsWith("value.list_value.values.list_value", e.Place);
    }

    private sealed class One(Action<ProtoWriter> write) : IProtoMessage
    {
        public void WriteFields(ProtoWriter writer) => write(writer);
    }
}
