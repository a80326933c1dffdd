using System.Buffers.Binary;
using System.Numerics;

namespace MlNetCnn.Training;

/// <summary>CRC-32C (Castagnoli; RFC 3720, appendix B.4), by the processor's instruction where it has one.</summary>
internal static class Crc32C
{
    /// <summary>Checksum of bytes.</summary>
    /// <param name="data">May be empty.</param>
    /// <param name="start">The checksum of what stands before; 0 for nothing.</param>
    public static uint Of(ReadOnlySpan<byte> data, uint start = 0)
    {
        var crc = ~start;
        for (; data.Length >= 8; data = data[8..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
