using System.Buffers.Binary;

namespace MlNetCnn.Tool.DataSets;

/// <summary>
/// The idx format of MNIST and its kin (yann.lecun.com/exdb/mnist), bytes only: two zeros, the type 8, the number of dimensions, each dimension as a big-endian 32-bit
/// number, then the values. Gzipped or not.
/// </summary>
internal static class IdxFile
{
    private const int MostBytes = 1 << 30;
    private const int Byte = 8;

    /// <summary>Reads a file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">How many dimensions it must have.</param>
    /// <returns>Its dimensions and its values.</returns>
    /// <exception cref="UserErrorException">It is no such file, is damaged, or is larger than 1 GiB; the message names the file and the place.</exception>
    public static (int[] Shape, byte[] Values) Read(string path, int rank)
    {
        using var file = new PackedFile(path);
        Span<byte> number = stackalloc byte[4];
        file.Read(number, "the first four bytes");
        if (number[0] != 0 || number[1] != 0 || number[2] != Byte)
            throw new UserErrorException($"'{path}' is no idx file of bytes: it starts with {Convert.ToHexString(number)}; {Convert.ToHexString([0, 0, Byte, (byte)rank])} was expected.");
        if (number[3] != rank) throw new UserErrorException($"'{path}' has {number[3]} dimensions; {rank} were expected.");
        var shape = new int[rank];
        long count = 1;
        for (var i = 0; i < rank; i++)
        {
            file.Read(number, $"dimension {i}");
            var dimension = BinaryPrimitives.ReadUInt32BigEndian(number);
            if (dimension is 0 or > MostBytes || (count *= dimension) > MostBytes)
                throw new UserErrorException($"'{path}': dimension {i} is {dimension}; there must be at least one value and at most {MostBytes} in all.");
            shape[i] = (int)dimension;
        }

        // In pieces: a header that promises more than the file holds costs no more memory than the file.
        using var values = new MemoryStream();
        var piece = new byte[1 << 20];
        while (values.Length < count)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, count - values.Length));
            file.Read(part, "the values");
            values.Write(part);
        }

        file.RequireEnd();
        return (shape, values.ToArray());
    }
}
