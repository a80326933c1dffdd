using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Testing;

namespace MlNetCnn.Imaging.Tests;

public class JpegEncoderTests
{
    private sealed record Expected(string Kind, int Height, int Width, int Channels, int? Quality, ChromaSubsampling? Subsampling, int Length, string Sha256, byte[]? Bytes);

    private sealed record ExpectedPhoto(int Quality, ChromaSubsampling Subsampling, string Sha256);

    private sealed record AllExpected(Expected[] Files, ExpectedPhoto[] Elephant);

    private static readonly AllExpected All = Fixture.ReadJson<AllExpected>("encoded.json");

    private static readonly Gen<(Image, JpegOptions)> Cases =
        from height in Gen.Choose(1, 67)
        from width in Gen.Choose(1, 67)
        from channels in Gen.Elements(1, 3)
        from quality in Gen.Choose(1, 100)
        from subsampling in Gen.Elements(Enum.GetValues<ChromaSubsampling>())
        from kind in Gen.Elements("ramps", "noise", "extremes", "flat")
        select (Picture(kind, height, width, channels), new JpegOptions { Quality = quality, Subsampling = subsampling });

    [Fact]
    public void Small_files_equal_Pillows_byte_by_byte()
    {
        foreach (var e in All.Files.Where(e => e.Bytes is not null)) Assert.Equal(e.Bytes, Encode(e));
    }

    [Fact]
    public void Files_equal_Pillows()
    {
        Assert.True(All.Files.Length >= 250);
        foreach (var e in All.Files)
        {
            var file = Encode(e);
            Assert.True(e.Length == file.Length && e.Sha256 == Fixture.Sha256(file), $"{e.Kind} {e.Height}x{e.Width}x{e.Channels}, quality {e.Quality}, {e.Subsampling}: {file.Length} bytes, Pillow's has {e.Length}");
        }
    }

    [Fact]
    public void The_encoded_elephant_equals_Pillows()
    {
        var elephant = ImageFile.Load(Testing.TestData.Path("images", "creative_commons_elephant.jpg"));
        foreach (var e in All.Elephant)
            Assert.True(e.Sha256 == Fixture.Sha256(ImageFile.EncodeJpeg(elephant, new() { Quality = e.Quality, Subsampling = e.Subsampling })), e.ToString());
    }

    [Fact]
    public void Every_picture_is_encoded_and_decoded_at_its_size() =>
        Prop.ForAll(Cases.ToArbitrary(), t =>
        {
            var (image, options) = t;
            var back = ImageFile.Decode(ImageFile.EncodeJpeg(image, options));
            return (back.Height, back.Width, back.Channels) == (image.Height, image.Width, image.Channels);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(100, ChromaSubsampling.Ratio444, 45), InlineData(95, ChromaSubsampling.Ratio444, 38), InlineData(75, ChromaSubsampling.Ratio420, 30), InlineData(10, ChromaSubsampling.Ratio420, 20)]
    public void Smooth_pictures_come_back_nearly_as_they_were(int quality, ChromaSubsampling subsampling, double decibels)
    {
        var image = new Image(61, 83, 3);
        for (var y = 0; y < 61; y++)
            for (var x = 0; x < 83; x++)
                (image.Row(y)[3 * x], image.Row(y)[3 * x + 1], image.Row(y)[3 * x + 2]) = ((byte)(3 * x), (byte)(4 * y), (byte)(x + y));
        var back = ImageFile.Decode(ImageFile.EncodeJpeg(image, new() { Quality = quality, Subsampling = subsampling }));
        var error = 0.0;
        for (var i = 0; i < image.Pixels.Length; i++) error += Math.Pow(image.Pixels[i] - back.Pixels[i], 2);
        Assert.InRange(10 * Math.Log10(255 * 255 / (error / image.Pixels.Length)), decibels, double.PositiveInfinity);
    }

    [Fact]
    public void Better_quality_makes_larger_files()
    {
        var image = Picture("noise", 64, 64, 3);
        var sizes = new[] { 1, 10, 30, 50, 75, 90, 100 }.Select(q => ImageFile.EncodeJpeg(image, new() { Quality = q }).Length).ToArray();
        Assert.Equal(sizes.Order(), sizes);
    }

    [Fact]
    public void What_a_JPEG_cannot_hold_is_refused()
    {
        Assert.Contains("no transparency; this picture is 2x3x4 (ToRgb()", Assert.Throws<ArgumentException>(() => ImageFile.EncodeJpeg(new Image(2, 3, 4))).Message);
        Assert.Contains("at most 65535", Assert.Throws<ArgumentException>(() => ImageFile.EncodeJpeg(new Image(1, 65536, 1))).Message);
        Assert.Equal(65535, ImageFile.Decode(ImageFile.EncodeJpeg(new Image(65535, 1, 1))).Height);
        Assert.Contains("quality is 0; it must be from 1 to 100", Assert.Throws<ArgumentException>(() => ImageFile.EncodeJpeg(new Image(1, 1, 1), new() { Quality = 0 })).Message);
        Assert.Throws<ArgumentException>(() => ImageFile.EncodeJpeg(new Image(1, 1, 1), new() { Subsampling = (ChromaSubsampling)9 }));
    }

    [Fact]
    public void Saving_goes_by_the_extension()
    {
        using var folder = new TempFolder();
        var image = Picture("ramps", 9, 17, 3);
        foreach (var (name, bytes) in new[] { ("a.png", ImageFile.EncodePng(image)), ("a.JPG", ImageFile.EncodeJpeg(image)), ("a.b.jpeg", ImageFile.EncodeJpeg(image)) })
        {
            ImageFile.Save(image, folder.File(name));
            Assert.Equal(bytes, File.ReadAllBytes(folder.File(name)));
        }

        ImageFile.Save(image, folder.File("a.jpg"), new() { Quality = 20 });
        Assert.Equal(ImageFile.EncodeJpeg(image, new() { Quality = 20 }), File.ReadAllBytes(folder.File("a.jpg")));
        var before = Directory.GetFiles(folder.Path);
        Assert.Contains("ends in '.gif'; written are .png, .jpg and .jpeg", Assert.Throws<ArgumentException>(() => ImageFile.Save(image, folder.File("a.gif"))).Message);
        Assert.Throws<ArgumentException>(() => ImageFile.Save(image, folder.File("jpg")));
        Assert.Equal(before, Directory.GetFiles(folder.Path));
    }

    private static byte[] Encode(Expected e)
    {
        var options = new JpegOptions();
        if (e.Quality is { } quality) options = options with { Quality = quality };
        if (e.Subsampling is { } subsampling) options = options with { Subsampling = subsampling };
        return ImageFile.EncodeJpeg(Picture(e.Kind, e.Height, e.Width, e.Channels), options);
    }

    /// <summary>The pictures of Fixtures/make_encoded.py.</summary>
    private static Image Picture(string kind, int height, int width, int channels)
    {
        var image = new Image(height, width, channels);
        for (var i = 0L; i < image.Pixels.Length; i++)
        {
            var (y, x, c) = (i / channels / width, i / channels % width, i % channels);
            image.Pixels[(int)i] = (byte)(kind switch
            {
                "ramps" => 3 * x * (c + 1) + 2 * y * (3 - c) + 60 * ((x / 5 + y / 7 + c) % 2),
                "noise" => (i * i * 31 + i * 17 + 7) % 2039,
                "extremes" => 255 * ((x / (1 + c) + y / 2) % 2),
                _ => 90 * (c + 1),
            });
        }

        return image;
    }
}
