using System.Security.Cryptography;
using System.Text;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Export;

/// <summary>The files of variables, against sums of files that TensorFlow wrote and against a reader made from the format's description.</summary>
public sealed class TensorBundleTests
{
    /// <summary>The examples of RFC 3720, appendix B.4, and the usual check of nine digits.</summary>
    [Fact]
    public void Checksums_are_those_of_the_rfc()
    {
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Of(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
        Assert.Equal(0x113FDB5Cu, Crc32C.Of(Enumerable.Range(0, 32).Select(i => (byte)(31 - i)).ToArray()));
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
    }

    /// <summary>SHA-256 of <c>variables.index</c> in the test data of TensorFlow Serving: a SavedModel with the variable counter = 0, and one with a = 0.5, b = 2, c = 3.</summary>
    [Fact]
    public void The_index_is_the_very_file_that_TensorFlow_writes()
    {
        Assert.Equal("A5CF47F5B015CD8314B32AAE20D6D3E66057FFCDC3A1A49C57F0663B32C553A1", Sum([("counter", TensorValue.Scalar(0f))]));
        Assert.Equal("7CD2CF1C0994C13CBA4027C2026D05BEED59CA3827888B77702FA3D09245EC9F", Sum([("c", TensorValue.Scalar(3f)), ("a", TensorValue.Scalar(0.5f)), ("b", TensorValue.Scalar(2f))]));
    }

    [Fact]
    public void Many_tensors_are_found_again()
    {
        var tensors = Enumerable.Range(0, 100).Select(i => ($"net/block_{i}/kernel", TensorValue.Of(Enumerable.Range(0, i * 3).Select(j => i + j / 8f).ToArray().AsMemory(), i, 3)))
            .Append(("step", TensorValue.Scalar(7L))).Append(("\u00e9", TensorValue.Of([1, 2], 2))).Append(("flags", TensorValue.Of([true, false, true], 3))).ToArray();
        using var folder = new TempFolder();
        TensorBundle.Write(folder.File("v"), tensors);
        var index = BundleFile.Read(File.ReadAllBytes(folder.File("v.index")));
        var data = File.ReadAllBytes(folder.File("v.data-00000-of-00001"));
        Assert.Equal(tensors.Length, index.Count);
        Assert.Equal(index.Keys.Select(Encoding.UTF8.GetBytes).OrderBy(Convert.ToHexString).Select(Encoding.UTF8.GetString), index.Keys);
        foreach (var (key, value) in tensors)
        {
            var (type, shape, offset, size, checksum) = index[key];
            var bytes = data.AsSpan((int)offset, (int)size);
            Assert.Equal((long)value.Type, type);
            Assert.Equal(value.Shape.Select(d => (long)d), shape);
            Assert.True(bytes.SequenceEqual(value.Bytes), key);
            Assert.Equal(Crc32C.Masked(bytes), checksum);
        }

        Assert.Equal(data.Length, index.Values.Sum(entry => entry.Size));
    }

    private static string Sum((string, TensorValue)[] tensors)
    {
        using var folder = new TempFolder();
        TensorBundle.Write(folder.File("v"), tensors);
        return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder.File("v.index"))));
    }
}
