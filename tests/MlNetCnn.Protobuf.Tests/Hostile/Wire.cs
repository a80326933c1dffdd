using System.Text;

namespace MlNetCnn.Protobuf.Tests.Hostile;

/// <summary>Fields of messages laid out by hand, byte for byte, as protobuf.dev's "Encoding" has it: sound ones and others.</summary>
internal static class Wire
{
    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Number(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];

    public static byte[] Message(int field, params byte[][] parts) => [.. Varint((ulong)(field << 3 | 2)), .. Varint((ulong)parts.Sum(part => part.Length)), .. parts.SelectMany(part => part)];

    public static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    public static byte[] Single(int field, float value) => [.. Varint((ulong)(field << 3 | 5)), .. BitConverter.GetBytes(value)];

    public static byte[] Packed(int field, params long[] values) => Message(field, [.. values.Select(value => Varint((ulong)value))]);
}
