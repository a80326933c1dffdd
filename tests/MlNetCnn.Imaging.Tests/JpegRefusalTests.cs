namespace MlNetCnn.Imaging.Tests;

public class JpegRefusalTests
{
    private static readonly byte[] Baseline = Fixture.Bytes("multi_scan.jpg");

    [Theory]
    [InlineData(0xC3, "lossless")]
    [InlineData(0xC5, "hierarchical")]
    [InlineData(0xC9, "arithmetic")]
    [InlineData(0xCA, "arithmetic")]
    [InlineData(0xCB, "lossless arithmetic")]
    [InlineData(0xCD, "hierarchical arithmetic")]
    public void A_process_that_is_not_read_is_refused_by_name(byte marker, string name)
    {
        var file = (byte[])Baseline.Clone();
        file[Find(file, 0xC0) + 1] = marker;
        foreach (var read in new Action[] { () => ImageFile.Decode(file), () => ImageFile.Identify(file) })
        {
            var error = Assert.Throws<ImageFormatException>(read);
            Assert.Contains(name, error.Seen);
            Assert.Contains($"FF {marker:X2}", error.Seen);
        }
    }

    [Theory]
    [InlineData(4, 12, "8 bits", "12")]
    [InlineData(9, 2, "1, 3 or 4 components", "2")]
    [InlineData(11, 0x51, "sampling factors", "5x1")]
    [InlineData(11, 0x20, "sampling factors", "2x0")]
    [InlineData(12, 4, "numbered 0 to 3", "4")]
    [InlineData(13, 1, "different identifiers", "1 twice")]
    [InlineData(11, 0x32, "divide", "1x1 beside")]
    public void A_frame_header_out_of_range_is_refused(int field, byte value, string expected, string seen)
    {
        var file = (byte[])Baseline.Clone();
        if (expected == "divide") file[Find(file, 0xC0) + 14] = 0x21;
        file[Find(file, 0xC0) + field] = value;
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Contains(expected, error.Expected);
        if (expected != "divide") Assert.Contains(seen, error.Seen);
    }

    [Fact]
    public void A_height_to_follow_in_a_DNL_marker_is_refused()
    {
        var file = (byte[])Baseline.Clone();
        var frame = Find(file, 0xC0);
        (file[frame + 5], file[frame + 6]) = (0, 0);
        Assert.Contains("DNL", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file)).Seen);
        byte[] dnl = [0xFF, 0xDC, 0, 4, 0, 27];
        Assert.Contains("DNL", Assert.Throws<ImageFormatException>(() => ImageFile.Decode([.. Baseline.AsSpan(0, Baseline.Length - 2), .. dnl, 0xFF, 0xD9])).Seen);
    }

    [Fact]
    public void A_missing_table_is_named()
    {
        Assert.Contains("quantization table 0", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(Without(Baseline, 0xDB))).Expected);
        Assert.Contains("Huffman tables for component 1", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(Without(Baseline, 0xC4))).Expected);
        Assert.Contains("frame header", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(Without(Baseline, 0xC0))).Expected);
    }

    [Fact]
    public void A_component_without_a_scan_is_named()
    {
        var last = Baseline.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] file = [.. Baseline.AsSpan(0, last), 0xFF, 0xD9];
        Assert.Contains("scan of component 3", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file)).Expected);
    }

    [Fact]
    public void Code_counts_that_overflow_are_refused()
    {
        var file = (byte[])Baseline.Clone();
        file[Find(file, 0xC4) + 5] = 3;
        file[Find(file, 0xC4) + 8] = 9;
        Assert.Contains("prefix code", Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file)).Expected);
    }

    [Fact]
    public void A_wrong_restart_marker_is_refused_with_both()
    {
        var file = Fixture.Bytes("restart_many.jpg");
        var at = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xD1]);
        file[at + 1] = 0xD5;
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file));
        Assert.Equal(at, error.Offset);
        Assert.Contains("FF D1", error.Expected);
        Assert.Contains("FF D5", error.Seen);
    }

    [Fact]
    public void A_scan_cut_short_by_a_marker_tells_how_far_it_came()
    {
        var scan = Find(Baseline, 0xDA);
        byte[] file = [.. Baseline.AsSpan(0, scan + 20), 0xFF, 0xD9];
        var error = Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file, "cut.jpg"));
        Assert.Contains("MCU", error.Expected);
        Assert.Contains("FF D9", error.Seen);
        Assert.StartsWith("cut.jpg: byte ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_a_picture_is_refused_with_its_first_bytes()
    {
        foreach (var (bytes, seen) in new (byte[], string)[] { ([], "empty"), ([1, 2], "01 02"), ([.. "GIF89a"u8], "a GIF"), ([.. "BM......"u8], "BMP"), ([.. "RIFF____WEBP"u8], "WebP") })
            Assert.Contains(seen, Assert.Throws<ImageFormatException>(() => ImageFile.Decode(bytes)).Seen);
    }

    private static int Find(byte[] file, byte marker) => file.AsSpan().IndexOf([(byte)0xFF, marker]);

    private static byte[] Without(byte[] file, byte marker)
    {
        var at = Find(file, marker);
        return [.. file.AsSpan(0, at), .. file.AsSpan(at + 2 + (file[at + 2] << 8 | file[at + 3]))];
    }
}
