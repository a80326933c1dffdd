using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace MlNetCnn.Training;

/// <summary>
/// Writes a checkpoint: 8 bytes of magic, then entries, the last of kind 0. An entry is, little-endian: kind (int32: 0 end, 1 JSON in UTF-8, 2 float32, 3 float64), bytes of
/// the name (int32), bytes of the content (int64), name, content, and the CRC-32C of all of that.
/// </summary>
internal sealed class CheckpointWriter(Stream stream)
{
    public const int End = 0, Json = 1, Singles = 2, Doubles = 3;

    /// <summary>What a file begins with; the last letter counts versions.</summary>
    public static ReadOnlySpan<byte> Magic => "MLNCCKP1"u8;

    public void Begin() => stream.Write(Magic);

    public void Add(string name, JsonNode content) => Add(name, Json, Encoding.UTF8.GetBytes(content.ToJsonString()));

    public void Add(string name, float[] content)
    {
        if (BitConverter.IsLittleEndian)
        {
            Add(name, Singles, MemoryMarshal.AsBytes<float>(content));
            return;
        }

        var bytes = new byte[checked(content.Length * sizeof(float))];
        for (var i = 0; i < content.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), content[i]);
        Add(name, Singles, bytes);
    }

    public void Add(string name, double[] content)
    {
        var bytes = new byte[checked(content.Length * sizeof(double))];
        for (var i = 0; i < content.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), content[i]);
        Add(name, Doubles, bytes);
    }

    public void Finish() => Add("", End, []);

    private void Add(string name, int kind, ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var head = new byte[16 + text.Length];
        BinaryPrimitives.WriteInt32LittleEndian(head, kind);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), text.Length);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(8), content.Length);
        text.CopyTo(head, 16);
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32C.Of(content, Crc32C.Of(head)));
        stream.Write(head);
        stream.Write(content);
        stream.Write(sum);
    }
}
