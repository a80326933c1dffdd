using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Contract;

namespace MlNetCnn.Tests.Explanations;

public sealed class OverlayHeatmapTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 10);

    public void Dispose() => _pictures.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_keeps_the_contract_over_pixels_and_over_pictures(bool pixels)
    {
        var data = Mapped(pixels);
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.OverlayHeatmap(), data, "Image");
        var type = transformer.GetOutputSchema(data.Schema)["Overlay"].Type;
        if (pixels) Assert.Equal([20, 24, 3], ((VectorDataViewType)type).Dimensions);
        else Assert.IsType<CnnImageDataViewType>(type);
    }

    [Fact]
    public void The_overlay_is_the_librarys_to_the_byte_also_with_other_colours_and_after_a_zip()
    {
        byte[] own = [.. Enumerable.Range(0, 768).Select(i => (byte)(i * 7))];
        foreach (var overlay in new[] { Overlay.Book, Overlay.SecondEdition, new Overlay { Colormap = Colormaps.Viridis, Intensity = 0.8f }, new Overlay { Colormap = new Colormap("mine", own) } })
        {
            var data = Mapped(pixels: true);
            var fitted = _ml.Cnn.OverlayHeatmap(overlay: overlay).Fit(data);
            List<Image> expected = [.. data.GetImages("Image").Zip(data.GetColumn<float[]>("Heatmap"), (image, map) => overlay.Apply(new Heatmap(6, 6, map), image))];
            foreach (var transformer in new[] { fitted, Zip.Reload(_ml, fitted, data) })
            {
                var view = transformer.Transform(data);
                Assert.Equal(expected.Select(i => i.ToFloatArray()), view.GetColumn<float[]>("Overlay"));
                Assert.Equal(expected.Select(i => i.Pixels.ToArray()), view.GetImages("Overlay").Select(i => i.Pixels.ToArray()));
            }

            var pictures = Mapped(pixels: false);
            Assert.Equal(expected.Select(i => i.Pixels.ToArray()), _ml.Cnn.OverlayHeatmap(overlay: overlay).Fit(pictures).Transform(pictures).GetImages("Overlay").Select(i => i.Pixels.ToArray()));
        }
    }

    [Fact]
    public void A_hot_spot_reddens_its_own_corner_and_an_empty_map_adds_jets_blue()
    {
        var rows = new[] { new Row { Map = [1, 0, 0, 0] }, new Row { Map = [0, 0, 0, 0] } };
        var data = _ml.Data.LoadFromEnumerable(rows);
        var view = _ml.Cnn.OverlayHeatmap("Overlay", "Grey", "Map").Fit(data).Transform(data);
        List<float[]> overlays = [.. view.GetColumn<float[]>("Overlay")];
        Assert.Equal([51, 0, 0], overlays[0][..3].Select(v => v - 100));
        Assert.Equal([0, 0, 51], overlays[0][^3..].Select(v => v - 100));
        Assert.Equal([0, 0, 51], overlays[1][..3].Select(v => v - 100));
        using var folder = new TempFolder();
        ImageFile.SavePng(view.GetImages("Overlay").First(), folder.File("overlay.png"));
        Assert.Equal(overlays[0], ImageFile.Load(folder.File("overlay.png")).ToFloatArray());
    }

    [Fact]
    public void Columns_that_are_no_pictures_or_no_maps_are_refused_by_name()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Row() });
        Refused("'Nothing'", () => _ml.Cnn.OverlayHeatmap("Overlay", "Grey", "Nothing").Fit(data));
        Refused("'Map' has the shape (2, 2)", () => _ml.Cnn.OverlayHeatmap("Overlay", "Map", "Map").Fit(data));
        Refused("'Grey' has the shape (4, 4, 1)", () => _ml.Cnn.OverlayHeatmap("Overlay", "Grey", "Grey").Fit(data));
        Refused("'Text' to hold", () => _ml.Cnn.OverlayHeatmap("Overlay", "Grey", "Text").Fit(data));
        Refused("'Text' to hold", () => data.GetImages("Text"));
        Refused("'Map' has the shape (2, 2)", () => data.GetImages("Map"));
        Refused("OutputColumnName", () => _ml.Cnn.OverlayHeatmap(new OverlayHeatmapOptions { OutputColumnName = "", ImageColumnName = "", HeatmapColumnName = "", Overlay = null! }));
        var view = _ml.Cnn.OverlayHeatmap("Overlay", "Grey", "Map").Fit(data).Transform(_ml.Data.LoadFromEnumerable(new[] { new Row(), new Row { Map = [0, 1, float.PositiveInfinity, 0] } }));
        Refused("row 1, value 2 of the column 'Map' is Infinity", () => view.GetImages("Overlay").Count());
    }

    private static void Refused(string part, Action action) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    /// <summary>Pictures of 20x24, as pixels or as pictures of any size, and heatmaps of 6x6.</summary>
    private IDataView Mapped(bool pixels)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var seen = _ml.Cnn.LoadImages("Small", "ImagePath", 16, 16).Append(_ml.Cnn.GradCam("Heatmap", "Small", SmallNets.Base(head: true))).Fit(data).Transform(data);
        var load = pixels ? _ml.Cnn.LoadImages("Image", "ImagePath", 20, 24) : _ml.Cnn.LoadImages(new LoadImagesOptions());
        return load.Fit(seen).Transform(seen);
    }

    private sealed class Row
    {
        [VectorType(4, 4, 1)]
        public float[] Grey { get; set; } = [.. Enumerable.Repeat(100f, 16)];

        [VectorType(2, 2)]
        public float[] Map { get; set; } = new float[4];

        public string Text { get; set; } = "";
    }
}
