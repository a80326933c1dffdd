namespace MlNetCnn.Imaging.Tests;

/// <summary>Leniency towards JPEG files that end early, where the caller asks for it.</summary>
public class TruncatedJpegTests
{
    private static readonly DecodeOptions Lenient = new() { AllowTruncated = true };

    [Theory]
    [InlineData("baseline_420.jpg"), InlineData("baseline_grey.jpg"), InlineData("multi_scan.jpg"), InlineData("restart_many.jpg"), InlineData("progressive_444.jpg"), InlineData("restart_progressive.jpg")]
    public void From_the_first_scan_on_every_truncation_gives_a_picture(string name)
    {
        var file = Fixture.Bytes(name);
        var scan = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        var begin = scan + 2 + file[scan + 3];
        for (var length = begin; length < file.Length; length++)
        {
            var image = ImageFile.Decode(file.AsSpan(0, length), name, Lenient);
            Assert.Equal((Fixture.Files[name].Height, Fixture.Files[name].Width), (image.Height, image.Width));
        }

        for (var length = 0; length < scan; length++)
            Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file.AsSpan(0, length), name, Lenient));
    }

    [Fact]
    public void What_came_is_shown_and_the_rest_is_grey()
    {
        var file = Fixture.Bytes("baseline_grey.jpg");
        var whole = ImageFile.Decode(file);
        var cut = ImageFile.Decode(file.AsSpan(0, file.Length - (file.Length - file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA])) / 2), options: Lenient);
        for (var y = 0; y < 8; y++) Assert.Equal(whole.Row(y), cut.Row(y));
        Assert.All(cut.Row(cut.Height - 1).ToArray(), pixel => Assert.Equal(128, pixel));
    }

    [Fact]
    public void A_whole_file_is_decoded_the_same() =>
        Assert.All(Fixture.Files.Keys, name => Assert.Equal(ImageFile.Load(Fixture.Path(name)).Pixels, ImageFile.Load(Fixture.Path(name), Lenient).Pixels));

    [Fact]
    public void A_png_stays_strict()
    {
        var file = Fixture.Bytes("png_rgb_8.png");
        Assert.Throws<ImageFormatException>(() => ImageFile.Decode(file.AsSpan(0, file.Length - 1), options: Lenient));
    }
}
