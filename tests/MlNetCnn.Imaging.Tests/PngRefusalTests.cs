using System.IO.Compression;

namespace MlNetCnn.Imaging.Tests;

public class PngRefusalTests
{
    private static readonly byte[] Rgb = Fixture.Bytes("png_rgb_8.png");
    private static readonly byte[] Palette = Fixture.Bytes("png_palette_4.png");

    [Fact]
    public void A_wrong_checksum_is_told_with_both_values()
    {
        var file = (byte[])Rgb.Clone();
        file[^1] ^= 1;
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Contains("IEND", error.Expected);
        Assert.Contains("AE426082", error.Expected);
        Assert.Contains("AE426083", error.Seen);
    }

    [Theory]
    [InlineData(8, 3, "depth 3")]
    [InlineData(8, 16, "")]
    [InlineData(9, 1, "colour type 1")]
    [InlineData(9, 3, "")]
    [InlineData(10, 1, "1, 0, 0")]
    [InlineData(11, 1, "0, 1, 0")]
    [InlineData(12, 2, "0, 0, 2")]
    public void A_header_field_out_of_its_range_is_refused(int field, byte value, string seen)
    {
        var file = PngFixer.Patch(Rgb, "IHDR", header => header[field] = value);
        Assert.Contains(seen, Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file)).Seen);
    }

    [Fact]
    public void Nought_rows_or_columns_are_refused()
    {
        foreach (var start in new[] { 0, 4 })
            Assert.Contains("1 to 2147483647", Assert.Throws<ImageFormatException>(() =>
                ImageFile.Decode(PngFixer.Patch(Rgb, "IHDR", header => header.Slice(start, 4).Clear()))).Expected);
    }

    [Theory]
    [InlineData("IDAT", "image data"), InlineData("IHDR", "IHDR"), InlineData("IEND", "IEND")]
    public void A_missing_chunk_is_named(string type, string expected) =>
        Assert.Contains(expected, Assert.Throws<ImageFormatException>(() => ImageFile.Decode(PngFixer.Remove(Rgb, type))).Expected);

    [Fact]
    public void A_missing_palette_is_named() =>
        Assert.Contains("PLTE", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(PngFixer.Remove(Palette, "PLTE"))).Expected);

    [Fact]
    public void A_second_header_is_refused() =>
        Assert.Contains("one IHDR", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(PngFixer.Insert(Rgb, "IDAT", "IHDR", new byte[13]))).Expected);

    [Fact]
    public void An_unknown_critical_chunk_is_refused_and_an_unknown_ancillary_one_passed_over()
    {
        Assert.Equal("ABCD", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(PngFixer.Insert(Rgb, "IDAT", "ABCD", 1, 2))).Seen);
        Assert.Equal(ImageFile.Decode(Rgb).Pixels, ImageFile.Decode(PngFixer.Insert(Rgb, "IDAT", "abCD", 1, 2)).Pixels);
    }

    [Theory]
    [InlineData("tRNS", 6), InlineData("PLTE", 9)]
    public void A_chunk_that_belongs_before_the_image_data_is_refused_behind_it(string type, int size) =>
        Assert.Contains("before the image data", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(PngFixer.Insert(Rgb, "IEND", type, new byte[size]))).Expected);

    [Fact]
    public void Transparency_that_does_not_fit_is_refused()
    {
        foreach (var (file, size) in new[] { (Rgb, 5), (Palette, 17), (Palette, 0), (Fixture.Bytes("png_rgba_8.png"), 6), (Fixture.Bytes("png_grey_8.png"), 6) })
            Assert.Contains("tRNS", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(PngFixer.Insert(file, "IDAT", "tRNS", new byte[size]))).Expected);
    }

    [Fact]
    public void A_palette_index_beyond_the_palette_is_refused()
    {
        var file = WithImageData(Palette, [.. Enumerable.Repeat<byte[]>([0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 13).SelectMany(r => r)]);
        file = PngFixer.Insert(PngFixer.Remove(file, "PLTE"), "IDAT", "PLTE", new byte[9]);
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Contains("below 3", error.Expected);
        Assert.Equal("15", error.Seen);
    }

    [Fact]
    public void An_unknown_filter_is_refused() =>
        Assert.Contains("filter", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(WithImageData(Rgb, [5, .. new byte[400]]))).Expected);

    [Fact]
    public void Too_little_image_data_is_refused_and_too_much_is_not_inflated()
    {
        Assert.Contains("truncated", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(WithImageData(Rgb, new byte[100]))).Seen);
        // A bomb: 64 MiB of zeros behind the 9 rows of 31 bytes.
        var bomb = WithImageData(Rgb, new byte[64 << 20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal((9, 10), (ImageFile.Decode(bomb).Height, ImageFile.Decode(bomb).Width));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Damaged_compressed_data_is_refused()
    {
        var file = PngFixer.Patch(Rgb, "IDAT", data => data[..8].Fill(0xFF));
        Assert.Contains("compressed data", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file)).Expected);
    }

    private static byte[] WithImageData(byte[] file, byte[] raw)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(raw);
        return PngFixer.Insert(PngFixer.Remove(file, "IDAT"), "IEND", "IDAT", compressed.ToArray());
    }
}
