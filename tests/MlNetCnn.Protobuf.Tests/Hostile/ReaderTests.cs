using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using MlNetCnn.Keras;

namespace MlNetCnn.Protobuf.Tests.Hostile;

/// <summary>Messages that are none.</summary>
public sealed class ReaderTests(ITestOutputHelper output)
{
    [Fact]
    public void A_field_may_not_be_longer_than_its_message()
    {
        // The inner message says 4 bytes for a text within 3 that are its own, and more stand behind.
        byte[] inner = [0x0A, 4, (byte)'a'];
        var reader = Open([.. Wire.Message(1, inner), .. Wire.Text(2, "behind")]);
        Assert.True(reader.Next());
        var message = reader.Message("inner");
        Assert.True(message.Next());
        Assert.StartsWith("file.inner", Assert.Throws<ModelFormatException>(() => message.String()).Place);
        Assert.Throws<ModelFormatException>(() => Next(Open([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07])).Bytes());
        Assert.Throws<ModelFormatException>(() => Next(Open([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F])).Bytes());
    }

    [Fact]
    public void Another_type_than_the_fields_is_refused()
    {
        Assert.Contains("Varint", Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Number(1, 5))).String()).Message);
        Assert.Contains("LengthDelimited", Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Text(1, "a"))).Int64()).Message);
        Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Number(1, 5))).Float());
        Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Single(1, 5))).Message("m"));
        Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Number(1, 1L << 40))).Int32());
    }

    [Fact]
    public void Text_that_is_no_utf8_is_refused() => Assert.Contains("UTF-8", Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Message(1, [[0xC3, 0x28]]))).String()).Message);

    [Fact]
    public void Tags_and_numbers_that_are_none_are_refused()
    {
        Assert.Throws<ModelFormatException>(() => Open([0]).Next());
        Assert.Throws<ModelFormatException>(() => Open([0x80]).Next());
        Assert.Throws<ModelFormatException>(() => Next(Open([0x08, .. Enumerable.Repeat((byte)0xFF, 11)])).Int64());
        Assert.Throws<ModelFormatException>(() => Next(Open([0x0C])).Skip());
        Assert.Throws<ModelFormatException>(() => Next(Open([.. Enumerable.Repeat((byte)0x0B, 5000)])).Skip());
        Assert.Throws<ModelFormatException>(() => Next(Open([0x0F])).Skip());
        Assert.Throws<ModelFormatException>(() => Next(Open([0x0D, 1, 2])).Float());
    }

    [Fact]
    public void Lists_are_read_packed_and_not_and_no_longer_than_told()
    {
        var list = new List<long>();
        var reader = Open([.. Wire.Packed(1, 1, 300, -1), .. Wire.Number(1, 7)]);
        while (reader.Next()) reader.Int64s(list, 4);
        Assert.Equal([1, 300, -1, 7], list);
        Assert.Contains("more than 2", Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Packed(1, 1, 2, 3))).Int64s([], 2)).Message);
        Assert.Contains("more than 1", Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Message(1, [new byte[8]]))).Floats([], 1)).Message);
        Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Message(1, [new byte[7]]))).Floats([]));
        Assert.Throws<ModelFormatException>(() => Next(Open(Wire.Message(1, [[0x80]]))).Int64s([], 9));
    }

    [Fact]
    public void A_message_is_read_again_from_its_start()
    {
        var reader = Next(Open([.. Wire.Number(2, 9), .. Wire.Message(1, Wire.Number(1, 5), Wire.Text(2, "abc"))]));
        reader.Skip();
        var inner = Next(reader).Message("inner");
        Assert.Equal(7, inner.Length);
        for (var i = 0; i < 2; i++)
        {
            var again = inner.Again();
            Assert.Equal(5, Next(again).Int64());
            Assert.Equal(3, Next(again).FieldLength);
            Assert.Equal("abc", again.String());
            Assert.False(again.Next());
        }
    }

    [Fact]
    public void Damaged_messages_are_read_or_refused()
    {
        var fuzz = new MessageFuzz((stream, name) => _ = new Transcript(new ProtoReader(((MemoryStream)stream).ToArray(), name, "file"), FileDescriptorProto.Descriptor));
        var bytes = WrappersReflection.Descriptor.SerializedData.ToByteArray();
        fuzz.Cut(bytes, "wrappers");
        fuzz.Change(bytes, "wrappers");
        fuzz.Mutate(StructReflection.Descriptor.SerializedData.ToByteArray(), bytes, "struct", percent: 25);
        output.WriteLine($"{fuzz}");
        Assert.InRange(fuzz.Refused, fuzz.Tried / 4, fuzz.Tried - 1);
    }

    private static ProtoReader Open(byte[] bytes) => new(bytes, "some.pb", "file");

    private static ProtoReader Next(ProtoReader reader)
    {
        Assert.True(reader.Next());
        return reader;
    }
}
