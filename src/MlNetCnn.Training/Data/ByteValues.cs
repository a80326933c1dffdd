namespace MlNetCnn.Training;

/// <summary>Floats that are whole numbers 0 to 255, kept as bytes.</summary>
internal static class ByteValues
{
    /// <summary>Whether every value comes back bit by bit from a byte (so -0 does not).</summary>
    public static bool AreAll(ReadOnlySpan<float> values)
    {
        foreach (var x in values)
            if (BitConverter.SingleToUInt32Bits(x) != BitConverter.SingleToUInt32Bits((byte)x)) return false;
        return true;
    }

    /// <summary>Narrows.</summary>
    public static void Pack(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        for (var i = 0; i < values.Length; i++) bytes[i] = (byte)values[i];
    }

    /// <summary>Widens.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++) values[i] = bytes[i];
    }
}
