using System.Buffers.Binary;
using System.IO.Compression;

namespace MlNetCnn.Tool.Tests.DataSets;

/// <summary>Tiny files in the formats of Fashion-MNIST and CIFAR-10. A picture's brightness, and where it is bright, tell its class.</summary>
internal static class SmallSets
{
    public static byte[] Idx(int[] shape, byte[] values)
    {
        var bytes = new byte[4 + 4 * shape.Length + values.Length];
        (bytes[2], bytes[3]) = (8, (byte)shape.Length);
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), shape[i]);
        values.CopyTo(bytes, 4 + 4 * shape.Length);
        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>The four files of Fashion-MNIST with so many pictures.</summary>
    public static void FashionMnist(string folder, int train, int test)
    {
        Directory.CreateDirectory(folder);
        foreach (var (part, count) in new[] { ("train", train), ("t10k", test) })
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)((7 * i + 3) % 10))];
            byte[] pixels = [.. labels.SelectMany(l => Enumerable.Range(0, 28 * 28).Select(p => p / 28 / 3 == l ? (byte)250 : (byte)(20 * l)))];
            File.WriteAllBytes(Path.Combine(folder, $"{part}-images-first{count}-idx3-ubyte.gz"), Gzip(Idx([count, 28, 28], pixels)));
            File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-first{count}-idx1-ubyte.gz"), Gzip(Idx([count], labels)));
        }
    }

    /// <summary>The six files of CIFAR-10 with so many pictures each.</summary>
    public static void Cifar10(string folder, int perBatch)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin" })
        {
            var records = Enumerable.Range(0, perBatch).SelectMany(i => (byte[])[(byte)(i % 10), .. Enumerable.Range(0, 3072).Select(p => (byte)(p % 1024 / 96 == i % 10 ? 250 : 10 * (p / 1024)))]);
            File.WriteAllBytes(Path.Combine(folder, name), [.. records]);
        }
    }
}
