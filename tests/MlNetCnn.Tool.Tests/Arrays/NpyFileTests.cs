using System.Buffers.Binary;
using System.Text;
using MlNetCnn.Testing;
using MlNetCnn.Tool.Arrays;

namespace MlNetCnn.Tool.Tests.Arrays;

public sealed class NpyFileTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(2, 3)]
    [InlineData(1, 2, 3, 1)]
    [InlineData(0, 4)]
    public void What_is_written_is_read(params int[] shape)
    {
        using var folder = new TempFolder();
        var values = Enumerable.Range(0, shape.Aggregate(1, (p, n) => p * n)).Select(i => i * 0.1f - 0.2f).ToArray();

        NpyFile.Write(folder.File("a.npy"), new NpyArray(shape, values));
        var read = NpyFile.Read(folder.File("a.npy"));

        Assert.Equal(shape, read.Shape);
        Assert.Equal(values, read.Values);
    }

    // The header as numpy 1.24's np.save wrote it for np.arange(3, dtype='<f4').
    [Fact]
    public void The_bytes_are_NumPys()
    {
        using var folder = new TempFolder();
        NpyFile.Write(folder.File("a.npy"), new NpyArray([3], [0, 1, 2]));

        var bytes = File.ReadAllBytes(folder.File("a.npy"));

        Assert.Equal(140, bytes.Length);
        Assert.Equal("NUMPY\u0001\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }" + new string(' ', 60) + "\n", Encoding.Latin1.GetString(bytes, 1, 127));
    }

    [Fact]
    public void Float64_is_rounded()
    {
        using var folder = new TempFolder();
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(-2.5)];
        File.WriteAllBytes(folder.File("a.npy"), bytes);

        Assert.Equal([0.1f, -2.5f], NpyFile.Read(folder.File("a.npy")).Values);
    }

    [Theory]
    [InlineData("is not an .npy file", "PK not numpy at all")]
    [InlineData("is not an .npy file", "")]
    public void Other_files_are_refused(string expected, string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.npy"), content);

        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => NpyFile.Read(folder.File("a.npy"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("must hold little-endian float32", "{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }", 4)]
    [InlineData("needs 16", "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", 8)]
    [InlineData("must hold little-endian float32", "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", 4)]
    [InlineData("has 4 bytes of values; the shape (2, 2) needs 16", "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", 4)]
    [InlineData("needs 34359738368", "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 4), }", 4)]
    [InlineData("not one of whole numbers", "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 4), }", 4)]
    public void Arrays_of_another_kind_are_refused(string expected, string header, int valueBytes)
    {
        using var folder = new TempFolder();
        var bytes = new byte[10 + header.Length + valueBytes];
        new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)header.Length);
        Encoding.ASCII.GetBytes(header).CopyTo(bytes, 10);
        File.WriteAllBytes(folder.File("a.npy"), bytes);

        var message = Assert.Throws<UserErrorException>(() => NpyFile.Read(folder.File("a.npy"))).Message;

        Assert.Contains(expected.Replace("34359738368", (2147483647L * 16).ToString(), StringComparison.Ordinal), message, StringComparison.Ordinal);
        Assert.Contains("a.npy", message, StringComparison.Ordinal);
    }
}
