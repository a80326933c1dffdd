using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Colour conversion in the 16-bit fixed point of libjpeg (T.871, section 7: full-range ITU-R 601).</summary>
internal static class JpegColour
{
    private const int Half = 1 << 15;
    private const int CrToR = 91881;   // 1.40200 * 2^16
    private const int CbToB = 116130;  // 1.77200 * 2^16
    private const int CrToG = -46802;  // -0.71414 * 2^16
    private const int CbToG = -22554;  // -0.34414 * 2^16

    /// <summary>Converts a row to RGB.</summary>
    /// <param name="rgb">3 bytes a pixel; its length says how many pixels.</param>
    public static void FromYCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, Span<byte> rgb)
    {
        var width = rgb.Length / 3;
        var x = 0;
        // Eight pixels at a time. The second store writes 16 bytes of which 12 count, so the last pixels are done singly.
        for (; x <= width - 10; x += 8)
        {
            var y = Load(luma[x..]);
            var cb = Load(blue[x..]) - Vector256.Create(128);
            var cr = Load(red[x..]) - Vector256.Create(128);
            var r = Clip(y + ((cr * CrToR + Vector256.Create(Half)) >> 16));
            var g = Clip(y + ((cb * CbToG + cr * CrToG + Vector256.Create(Half)) >> 16));
            var b = Clip(y + ((cb * CbToB + Vector256.Create(Half)) >> 16));
            var pixels = r | g << 8 | b << 16;
            Store(pixels.GetLower(), rgb[(3 * x)..]);
            Store(pixels.GetUpper(), rgb[(3 * x + 12)..]);
        }

        for (; x < width; x++)
        {
            int y = luma[x], cb = blue[x] - 128, cr = red[x] - 128;
            rgb[3 * x] = Clip(y + ((CrToR * cr + Half) >> 16));
            rgb[3 * x + 1] = Clip(y + ((CbToG * cb + CrToG * cr + Half) >> 16));
            rgb[3 * x + 2] = Clip(y + ((CbToB * cb + Half) >> 16));
        }
    }

    /// <summary>Interleaves three components that are the picture's channels already.</summary>
    public static void Interleave(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<byte> rgb)
    {
        for (int x = 0, o = 0; o < rgb.Length; x++, o += 3)
            (rgb[o], rgb[o + 1], rgb[o + 2]) = (first[x], second[x], third[x]);
    }

    /// <summary>
    /// Turns inverted CMY and K, as Adobe writes them and Pillow assumes, into RGB as Pillow's <c>convert("RGB")</c> does.
    /// </summary>
    /// <param name="row">255 - C, 255 - M, 255 - Y on entry (or their complements where <paramref name="inverted"/>); RGB on return.</param>
    /// <param name="black">255 - K.</param>
    public static void ApplyBlack(Span<byte> row, ReadOnlySpan<byte> black, bool inverted)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int free = black[i / 3], ink = inverted ? row[i] : 255 - row[i];
            var product = ink * free + 128;
            row[i] = Clip(free - (((product >> 8) + product) >> 8));
        }
    }

    private static Vector256<int> Load(ReadOnlySpan<byte> samples)
    {
        var shorts = Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(samples)).AsByte());
        return Vector256.Create(Vector128.WidenLower(shorts), Vector128.WidenUpper(shorts)).AsInt32();
    }

    private static Vector256<int> Clip(Vector256<int> values) =>
        Vector256.Min(Vector256.Max(values, Vector256<int>.Zero), Vector256.Create(255));

    private static byte Clip(int value) => (byte)Math.Clamp(value, 0, 255);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<int> pixels, Span<byte> rgb) =>
        Vector128.Shuffle(pixels.AsByte(), Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255)).CopyTo(rgb);
}
