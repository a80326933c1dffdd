using System.Buffers.Binary;
using System.Text;
using MlNetCnn.Protobuf;

namespace MlNetCnn.TensorFlow.Tests.Export;

/// <summary>Reads the index of a tensor bundle by the description of the format alone, checking every sum and every place.</summary>
internal static class BundleFile
{
    public static Dictionary<string, (long Type, long[] Shape, long Offset, long Size, uint Checksum)> Read(byte[] file)
    {
        Assert.Equal(0xDB4775248B80FB57, BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(^8..)));
        var at = file.Length - 48;
        var own = (Begin: Varint(file, ref at), Length: Varint(file, ref at));
        var index = (Begin: Varint(file, ref at), Length: Varint(file, ref at));
        Assert.Empty(Entries(file, own));
        var blocks = Entries(file, index);
        var result = new Dictionary<string, (long, long[], long, long, uint)>();
        foreach (var (last, place) in blocks)
        {
            var p = 0;
            var entries = Entries(file, (Varint(place, ref p), Varint(place, ref p)));
            Assert.True(string.CompareOrdinal(entries[^1].Key, last) <= 0);
            Assert.Equal(("", "08011A020801"), (entries[0].Key, Convert.ToHexString(entries[0].Value)));
            foreach (var (key, value) in entries.Skip(1)) result.Add(key, Entry(value));
        }

        return result;
    }

    private static List<(string Key, byte[] Value)> Entries(byte[] file, (int Begin, int Length) place)
    {
        var block = file.AsSpan(place.Begin, place.Length + 1).ToArray();
        Assert.Equal(Crc32C.Masked(block), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(place.Begin + place.Length + 1)));
        Assert.Equal(0, block[^1]);
        var restarts = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(place.Length - 4));
        var end = place.Length - 4 - 4 * restarts;
        var begins = Enumerable.Range(0, restarts).Select(i => BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(end + 4 * i))).ToArray();
        var entries = new List<(string, byte[])>();
        byte[] key = [];
        for (var at = 0; at < end;)
        {
            var isRestart = begins.Contains(at);
            var (shared, own, length) = (Varint(block, ref at), Varint(block, ref at), Varint(block, ref at));
            if (isRestart) Assert.Equal(0, shared);
            key = [.. key[..shared], .. block[at..(at + own)]];
            at += own;
            entries.Add((Encoding.UTF8.GetString(key), block[at..(at + length)]));
            at += length;
        }

        return entries;
    }

    private static (long, long[], long, long, uint) Entry(byte[] bytes)
    {
        var reader = new ProtoReader(bytes, null, "entry");
        var (type, shape, offset, size) = (0L, new List<long>(), 0L, 0L);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: type = reader.Int64(); break;
                case 2:
                    var dimensions = reader.Message("shape");
                    while (dimensions.Next())
                    {
                        var dimension = dimensions.Message("dim");
                        shape.Add(dimension.Next() ? dimension.Int64() : 0);
                    }

                    break;
                case 4: offset = reader.Int64(); break;
                case 5: size = reader.Int64(); break;
                default: reader.Skip(); break;
            }
        }

        // Field 6, four bytes, stands last.
        Assert.Equal(0x35, bytes[^5]);
        return (type, [.. shape], offset, size, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4..)));
    }

    private static int Varint(byte[] bytes, ref int at)
    {
        var (value, shift) = (0, 0);
        for (; ; shift += 7)
        {
            value |= (bytes[at] & 127) << shift;
            if (bytes[at++] < 128) return value;
        }
    }
}
