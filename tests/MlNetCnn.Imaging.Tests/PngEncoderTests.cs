using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Imaging.Png;
using MlNetCnn.Testing;

namespace MlNetCnn.Imaging.Tests;

public class PngEncoderTests
{
    private static readonly Gen<Image> Pictures =
        from height in Gen.Choose(1, 20)
        from width in Gen.Choose(1, 20)
        from channels in Gen.Elements(1, 3, 4)
        from pixels in ArbMap.Default.GeneratorFor<byte>().ArrayOf(height * width * channels)
        select new Image(height, width, channels, pixels);

    [Fact]
    public void A_picture_survives_encoding_and_decoding() =>
        Prop.ForAll(Pictures.ToArbitrary(), image =>
        {
            var back = ImageFile.Decode(ImageFile.EncodePng(image));
            return (back.Height, back.Width, back.Channels) == (image.Height, image.Width, image.Channels) && back.Pixels.SequenceEqual(image.Pixels);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Encoding_again_gives_the_same_bytes()
    {
        var image = Fixture.Load("quality_100.jpg");
        Assert.Equal(ImageFile.EncodePng(image), ImageFile.EncodePng(image));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Undoing_a_filter_restores_the_row(int filter) =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<byte>().ArrayOf().Two().Zip(Gen.Choose(1, 8)).ToArbitrary(),
            t =>
            {
                var ((row, above), distance) = t;
                Array.Resize(ref above, row.Length);
                var filtered = new byte[row.Length];
                PngFilter.Apply(filter, row, above, filtered, distance);
                PngFilter.Undo(filter, filtered, above, distance);
                return filtered.AsSpan().SequenceEqual(row);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Choosing_filters_makes_smooth_pictures_small()
    {
        var ramp = new Image(64, 64, 3);
        for (var y = 0; y < 64; y++)
            for (var i = 0; i < 192; i++) ramp.Row(y)[i] = (byte)(2 * y + i / 3);
        Assert.InRange(ImageFile.EncodePng(ramp).Length, 1, 300);
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_beside_it()
    {
        using var folder = new TempFolder();
        var path = folder.File("a.png");
        File.WriteAllText(path, "old");
        ImageFile.SavePng(new Image(1, 1, 3, [1, 2, 3]), path);
        Assert.Equal([1, 2, 3], ImageFile.Load(path).Pixels.ToArray());
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.ThrowsAny<IOException>(() => ImageFile.SavePng(new Image(1, 1, 1), folder.File("missing", "a.png")));
    }
}
