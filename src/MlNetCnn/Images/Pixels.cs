namespace MlNetCnn;

/// <summary>Conversion between bytes and float pixels.</summary>
internal static class Pixels
{
    /// <summary>Each byte as a float, 0 to 255.</summary>
    public static void ToSingle(ReadOnlySpan<byte> bytes, Span<float> pixels)
    {
        for (var i = 0; i < bytes.Length; i++) pixels[i] = bytes[i];
    }
}
