namespace MlNetCnn.Imaging.Tests;

/// <summary>Decoded bytes equal Pillow's for every kind of file.</summary>
public class PillowEqualityTests
{
    public static TheoryData<string> Names => [.. Fixture.Files.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Decoded_pixels_equal_Pillows(string name)
    {
        var expected = Fixture.Files[name];
        var image = Fixture.Load(name);
        Assert.Equal((expected.Height, expected.Width, expected.Channels), (image.Height, image.Width, image.Channels));
        Assert.Equal(expected.Sha256, Fixture.Sha256(image.Pixels));
    }

    [Theory, MemberData(nameof(Names))]
    public void Identify_tells_what_decoding_gives(string name)
    {
        var expected = Fixture.Files[name];
        var format = name.EndsWith(".jpg", StringComparison.Ordinal) ? ImageFormat.Jpeg : ImageFormat.Png;
        var info = new ImageInfo(format, expected.Height, expected.Width, expected.Channels, (ExifOrientation)expected.Orientation);
        Assert.Equal(info, ImageFile.Identify(Fixture.Path(name)));
    }

    [Fact]
    public void Fixtures_cover_every_kind()
    {
        Assert.True(Fixture.Files.Count >= 100);
        Assert.True(Fixture.Resizes.Count >= 200);
    }
}
