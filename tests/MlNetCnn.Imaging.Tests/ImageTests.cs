namespace MlNetCnn.Imaging.Tests;

public class ImageTests
{
    [Fact]
    public void Grey_is_Pillows_luma() =>
        Assert.Equal(Fixture.Colours["grey_of_png_pillow_rgb"], Fixture.Sha256(Fixture.Load("png_pillow_rgb.png").ToGrey().Pixels));

    [Fact]
    public void Rgb_of_grey_repeats_and_of_rgba_drops_alpha()
    {
        Assert.Equal([7, 7, 7, 9, 9, 9], new Image(1, 2, 1, [7, 9]).ToRgb().Pixels.ToArray());
        Assert.Equal([1, 2, 3, 5, 6, 7], new Image(2, 1, 4, [1, 2, 3, 0, 5, 6, 7, 255]).ToRgb().Pixels.ToArray());
        var rgb = new Image(1, 1, 3);
        Assert.Same(rgb, rgb.ToRgb());
    }

    [Fact]
    public void Floats_are_the_bytes_and_back_they_are_rounded_and_clipped()
    {
        var image = new Image(1, 3, 1, [0, 128, 255]);
        Assert.Equal([0f, 128f, 255f], image.ToFloatArray());
        var floats = new FloatImage(1, 8, 1, [-1f, 0.5f, 1.5f, 254.5f, 254.51f, 300f, float.NaN, float.PositiveInfinity]);
        Assert.Equal([0, 0, 2, 254, 255, 255, 0, 255], floats.ToBytes().Pixels.ToArray());
    }

    [Fact]
    public void Every_byte_survives_the_way_to_floats_and_back()
    {
        var image = new Image(2, 128, 1, [.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        Assert.Equal(image.Pixels, image.ToFloat().ToBytes().Pixels);
    }

    [Theory]
    [InlineData(0, 1, 3), InlineData(1, 0, 3), InlineData(1, 1, 2), InlineData(1, 1, 5), InlineData(60000, 60000, 3)]
    public void Impossible_shapes_are_refused(int height, int width, int channels)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(height, width, channels));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FloatImage(height, width, channels));
    }

    [Fact]
    public void An_array_of_another_length_is_refused_with_both_lengths()
    {
        var error = Assert.Throws<ArgumentException>(() => new Image(2, 3, 3, new byte[17]));
        Assert.Contains("18", error.Message);
        Assert.Contains("17", error.Message);
    }

    [Fact]
    public void Rows_are_views()
    {
        var image = new Image(2, 2, 3);
        image.Row(1)[5] = 9;
        Assert.Equal(9, image.Pixels[11]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.Row(2));
        var copy = image.Clone();
        copy.Pixels.Clear();
        Assert.Equal(9, image.Pixels[11]);
        Assert.Throws<ArgumentException>(() => image.CopyTo(new float[11]));
    }
}
