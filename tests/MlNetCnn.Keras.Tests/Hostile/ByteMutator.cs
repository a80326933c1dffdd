using System.Buffers.Binary;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>Damages bytes the way files are damaged and attacked: flipped bits, odd sizes in fields, pieces moved, copied, cut out or taken from another file.</summary>
internal static class ByteMutator
{
    private static readonly long[] Sizes =
        [0, 1, 2, 7, 8, 16, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 40, long.MaxValue, -1, -2];

    /// <summary>A damaged copy.</summary>
    /// <param name="original">The sound bytes.</param>
    /// <param name="other">Another file, to take pieces from.</param>
    /// <param name="random">Decides all.</param>
    /// <param name="used">Places where the file has something; most damage goes there.</param>
    public static byte[] Mutate(byte[] original, byte[] other, RandomStream random, int[] used)
    {
        var bytes = (byte[])original.Clone();
        for (var left = 1 + random.NextInt32(5); left > 0; left--)
        {
            if (bytes.Length == 0) return bytes;
            var at = random.NextInt32(4) == 0 ? random.NextInt32(bytes.Length) : Math.Min(used[random.NextInt32(used.Length)], bytes.Length - 1);
            switch (random.NextInt32(12))
            {
                case 0 or 1:
                    bytes[at] ^= (byte)(1 << random.NextInt32(8));
                    break;
                case 2:
                    bytes[at] = (byte)random.NextInt32(256);
                    break;
                case 3:
                    bytes[at] += (byte)(random.NextInt32(2) * 2 - 1);
                    break;
                case 4 or 5:
                    WriteSize(bytes, at, random);
                    break;
                case 6:
                    Swap(bytes, at & ~7, random.NextInt32(bytes.Length) & ~7, 8);
                    break;
                case 7:
                    Swap(bytes, at & ~3, used[random.NextInt32(used.Length)] & ~3, 4);
                    break;
                case 8:
                    var count = Math.Min(1 + random.NextInt32(64), bytes.Length - at);
                    bytes.AsSpan(random.NextInt32(bytes.Length - count + 1), count).CopyTo(bytes.AsSpan(at));
                    break;
                case 9:
                    var piece = Math.Min(1 + random.NextInt32(256), Math.Min(other.Length, bytes.Length - at));
                    other.AsSpan(random.NextInt32(other.Length - piece + 1), piece).CopyTo(bytes.AsSpan(at));
                    break;
                case 10 when random.NextInt32(3) == 0:
                    bytes = random.NextInt32(2) == 0 ? [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.NextInt32(64))..]] : [.. bytes[..at], .. new byte[1 + random.NextInt32(64)], .. bytes[at..]];
                    break;
                case 11 when random.NextInt32(3) == 0:
                    bytes = bytes[..at];
                    break;
                default:
                    bytes[at] = (byte)(random.NextInt32(2) == 0 ? 0 : 255);
                    break;
            }
        }

        return bytes;
    }

    /// <summary>Places that are not zero; zeros are mostly padding or unused room.</summary>
    public static int[] Used(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length).Where(i => bytes[i] != 0)];

    private static void WriteSize(byte[] bytes, int at, RandomStream random)
    {
        var value = random.NextInt32(3) == 0 ? bytes.Length + random.NextInt32(33) - 16 : Sizes[random.NextInt32(Sizes.Length)];
        var width = 1 << random.NextInt32(4);
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, value);
        eight[..Math.Min(width, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
    }

    private static void Swap(byte[] bytes, int a, int b, int width)
    {
        if (Math.Max(a, b) + width > bytes.Length || a == b) return;
        var first = bytes.AsSpan(a, width).ToArray();
        bytes.AsSpan(b, width).CopyTo(bytes.AsSpan(a));
        first.CopyTo(bytes.AsSpan(b));
    }
}
