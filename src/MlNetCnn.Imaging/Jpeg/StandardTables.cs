namespace MlNetCnn.Imaging.Jpeg;

/// <summary>The tables of T.81, annex K, which nearly every baseline JPEG uses.</summary>
internal static class StandardTables
{
    /// <summary>Quantization of brightness (table K.1), natural order.</summary>
    public static ReadOnlySpan<byte> Luminance =>
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>Quantization of colour (table K.2), natural order.</summary>
    public static ReadOnlySpan<byte> Chrominance =>
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>Huffman codes of DC differences of brightness (table K.3).</summary>
    public static HuffmanCodes LuminanceDc { get; } = new("00010501010101010100000000000000", "000102030405060708090A0B");

    /// <summary>Huffman codes of DC differences of colour (table K.4).</summary>
    public static HuffmanCodes ChrominanceDc { get; } = new("00030101010101010101010000000000", "000102030405060708090A0B");

    /// <summary>Huffman codes of AC coefficients of brightness (table K.5).</summary>
    public static HuffmanCodes LuminanceAc { get; } = new(
        "0002010303020403050504040000017D",
        "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728292A3435363738393A" +
        "434445464748494A535455565758595A636465666768696A737475767778797A838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AA" +
        "B2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA");

    /// <summary>Huffman codes of AC coefficients of colour (table K.6).</summary>
    public static HuffmanCodes ChrominanceAc { get; } = new(
        "00020102040403040705040400010277",
        "000102031104052131061241510761711322328108144291A1B1C109233352F0156272D10A162434E125F11718191A262728292A35363738393A" +
        "434445464748494A535455565758595A636465666768696A737475767778797A82838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AA" +
        "B2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8F9FA");

    /// <summary>
    /// A quantization table scaled to a quality as the Independent JPEG Group does: at 50 as it stands, 5000 / quality per cent below, 200 - 2 x quality per cent above; kept within 1 to 255.
    /// </summary>
    /// <param name="table">A table at quality 50.</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Scale(ReadOnlySpan<byte> table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        var scaled = new byte[64];
        for (var i = 0; i < 64; i++) scaled[i] = (byte)Math.Clamp((table[i] * percent + 50) / 100, 1, 255);
        return scaled;
    }
}
