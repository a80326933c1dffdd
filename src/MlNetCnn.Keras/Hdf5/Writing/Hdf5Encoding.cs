using System.Text;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Datatype and dataspace messages as the writer stores them.</summary>
internal static class Hdf5Encoding
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Signed or unsigned integer, least significant byte first.</summary>
    public static byte[] Integer(int size, bool signed) =>
        new ByteBuilder().U8(0x10).U8(signed ? 8 : 0).U16(0).U32(size).U16(0).U16(size * 8).Bytes.ToArray();

    /// <summary>IEEE single.</summary>
    public static byte[] Single() =>
        new ByteBuilder().U8(0x11).U8(0x20).U8(31).U8(0).U32(4).U16(0).U16(32).U8(23).U8(8).U8(0).U8(23).U32(127).Bytes.ToArray();

    /// <summary>IEEE double.</summary>
    public static byte[] Double() =>
        new ByteBuilder().U8(0x11).U8(0x20).U8(63).U8(0).U32(8).U16(0).U16(64).U8(52).U8(11).U8(0).U8(52).U32(1023).Bytes.ToArray();

    /// <summary>String of a fixed number of bytes, padded with zeros, as numpy's 'S' types are stored.</summary>
    public static byte[] FixedString(int size, bool utf8) => new ByteBuilder().U8(0x13).U8(utf8 ? 0x11 : 0x01).U16(0).U32(size).Bytes.ToArray();

    /// <summary>String of any length, zero-terminated in memory, as h5py stores str and bytes.</summary>
    public static byte[] VariableString(bool utf8) =>
        new ByteBuilder().U8(0x19).U8(0x01).U8(utf8 ? 1 : 0).U8(0).U32(16).Raw(Integer(1, signed: false)).Bytes.ToArray();

    /// <summary>Extent of fixed size; no dimensions make a scalar.</summary>
    public static byte[] Dataspace(ReadOnlySpan<long> shape)
    {
        var space = new ByteBuilder().U8(1).U8(shape.Length).U8(0).U8(0).U32(0);
        foreach (var side in shape) space.U64(side);
        return space.Bytes.ToArray();
    }

    /// <summary>UTF-8 bytes of a text that has no zero character.</summary>
    public static byte[] Text(string text, string what)
    {
        if (text.Contains('\0')) throw new ArgumentException($"{what} has a zero character, which HDF5 strings cannot hold.", nameof(text));
        return Strict.GetBytes(text);
    }

    /// <summary>Whether bytes need the UTF-8 label.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> text) => !Ascii.IsValid(text);
}
