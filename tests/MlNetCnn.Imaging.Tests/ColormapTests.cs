namespace MlNetCnn.Imaging.Tests;

public class ColormapTests
{
    [Fact]
    public void Viridis_equals_OpenCVs() => Assert.Equal(Fixture.Colours["viridis"], Fixture.Sha256(Colormaps.Viridis.Table));

    [Fact]
    public void Jet_equals_OpenCVs() => Assert.Equal(Fixture.Colours["jet"], Fixture.Sha256(Colormaps.Jet.Table));

    [Fact]
    public void Jet_of_matplotlib_equals_its_definition() => Assert.Equal(Fixture.Colours["jet_matplotlib"], Fixture.Sha256(Colormaps.JetMatplotlib.Table));

    [Fact]
    public void Grey_shows_the_map_itself()
    {
        byte[] map = [0, 1, 127, 128, 254, 255];
        Assert.Equal(map, Colormaps.Grey.Apply(map, 2, 3).ToGrey().Pixels.ToArray());
        Assert.Equal(((byte)77, (byte)77, (byte)77), Colormaps.Grey[77]);
    }

    [Fact]
    public void A_map_of_floats_is_cut_to_indices_and_clipped()
    {
        float[] map = [0f, 1f, 0.5f, 0.999f, -3f, 7f, float.NaN, 1 / 255f];
        byte[] indices = [0, 255, 127, 254, 0, 255, 0, 1];
        Assert.Equal(Colormaps.Viridis.Apply(indices, 2, 4).Pixels, Colormaps.Viridis.Apply(map, 2, 4).Pixels);
    }

    [Fact]
    public void A_grey_picture_is_coloured_pixel_by_pixel()
    {
        var grey = new Image(1, 2, 1, [3, 200]);
        var coloured = Colormaps.Jet.Apply(grey);
        Assert.Equal(3, coloured.Channels);
        Assert.Equal(Colormaps.Jet[3], (coloured.Pixels[0], coloured.Pixels[1], coloured.Pixels[2]));
        Assert.Equal(Colormaps.Jet[200], (coloured.Pixels[3], coloured.Pixels[4], coloured.Pixels[5]));
    }

    [Fact]
    public void Maps_of_another_shape_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Colormaps.Jet.Apply(new byte[5], 2, 3));
        Assert.Throws<ArgumentException>(() => Colormaps.Jet.Apply(new float[6], 2, 4));
        Assert.Throws<ArgumentException>(() => Colormaps.Jet.Apply(new Image(1, 1, 3)));
        Assert.Throws<ArgumentException>(() => new Colormap("short", new byte[767]));
    }
}
