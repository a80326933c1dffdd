using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Testing;
using MlNetCnn.Tests.Contract;
using MlNetCnn.Training;

namespace MlNetCnn.Tests.Images;

public sealed class AugmentImagesTests : IDisposable
{
    private static readonly ImageAugmentation Wild = ImageAugmentation.Book with
    {
        ShearRange = 10, ZoomRange = (0.5, 1.5), BrightnessRange = (0.7, 1.2), ChannelShiftRange = 20, VerticalFlip = true, FillMode = FillMode.Wrap, FillValue = 1,
        Convention = AffineConvention.Keras3,
    };

    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 10);

    private IDataView Paths => _ml.Cnn.ImagesFromDirectory(_pictures.Path);

    public void Dispose() => _pictures.Dispose();

    [Fact]
    public void AugmentImages_keeps_the_contract_on_pixels_and_draws_by_position()
    {
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 12).Fit(Paths).Transform(Paths);
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.AugmentImages("Varied", "Image", Wild, seed: 5), loaded, "Image");
        var type = Assert.IsType<VectorDataViewType>(transformer.GetOutputSchema(loaded.Schema)["Varied"].Type);
        Assert.Equal([16, 12, 3], type.Dimensions);
        var before = loaded.GetColumn<float[]>("Image").ToList();
        foreach (var (position, after) in transformer.Transform(loaded).GetColumn<float[]>("Varied").Index())
        {
            var expected = new float[16 * 12 * 3];
            Wild.Draw(5, 0, position, 16, 12).Apply(before[position], expected, 16, 12, 3);
            Assert.Equal(expected, after);
        }
    }

    [Fact]
    public void AugmentImages_keeps_the_contract_on_pictures_of_any_size()
    {
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath").Fit(Paths).Transform(Paths);
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.AugmentImages("Varied", "Image", Wild, seed: 5), loaded, "Image");
        var view = transformer.Transform(loaded);
        Assert.IsType<CnnImageDataViewType>(view.Schema["Varied"].Type);
        var (before, after) = (loaded.GetColumn<Image>("Image").ToList(), view.GetColumn<Image>("Varied").ToList());
        for (var i = 0; i < before.Count; i++)
            Assert.Equal(Wild.Draw(5, 0, i, before[i].Height, before[i].Width).Apply(before[i]).Pixels, after[i].Pixels);
    }

    [Fact]
    public void All_settings_survive_the_zip()
    {
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath", 8, 8).Fit(Paths).Transform(Paths);
        var options = new AugmentImagesOptions { OutputColumnName = "Varied", InputColumnName = "Image", Augmentation = Wild, Seed = -1L << 40, Epoch = 3 };
        using var folder = new TempFolder();
        _ml.Cnn.SaveModel(_ml.Cnn.AugmentImages(options).Fit(loaded), loaded.Schema, folder.File("model.zip"));
        var reloaded = Assert.IsType<AugmentImagesTransformer>(new MLContext(1).Cnn.LoadModel(folder.File("model.zip")));
        Assert.Equal(options, reloaded.Options);
    }

    [Fact]
    public void Seed_and_epoch_change_the_pictures()
    {
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath", 8, 8).Fit(Paths).Transform(Paths);
        float[] First(long seed, int epoch) =>
            _ml.Cnn.AugmentImages(new AugmentImagesOptions { Augmentation = Wild, Seed = seed, Epoch = epoch }).Fit(loaded).Transform(loaded).GetColumn<float[]>("Image").First();
        Assert.Equal(First(1, 0), First(1, 0));
        Assert.NotEqual(First(1, 0), First(2, 0));
        Assert.NotEqual(First(1, 0), First(1, 1));
    }

    [Fact]
    public void What_is_not_pictures_and_wrong_settings_are_refused()
    {
        var flat = _ml.Data.LoadFromEnumerable([new Row()]);
        Assert.Contains("(height, width, channels)", Assert.Throws<ArgumentException>(() => _ml.Cnn.AugmentImages("Flat").Fit(flat)).Message, StringComparison.Ordinal);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.AugmentImages(new AugmentImagesOptions { OutputColumnName = "", Epoch = -1 }));
        Assert.Contains("OutputColumnName", e.Message, StringComparison.Ordinal);
        Assert.Contains("Epoch", e.Message, StringComparison.Ordinal);
        Assert.Contains("RotationRange", Assert.Throws<ArgumentException>(() => _ml.Cnn.AugmentImages("Image", augmentation: new ImageAugmentation { RotationRange = -4 })).Message, StringComparison.Ordinal);
    }

    private sealed class Row
    {
        [VectorType(12)]
        public float[] Flat { get; set; } = new float[12];
    }
}
