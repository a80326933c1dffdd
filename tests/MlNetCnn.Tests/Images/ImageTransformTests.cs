using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tests.Contract;

namespace MlNetCnn.Tests.Images;

public sealed class ImageTransformTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 10);

    private IDataView Paths => _ml.Cnn.ImagesFromDirectory(_pictures.Path);

    public void Dispose() => _pictures.Dispose();

    [Theory]
    [InlineData(16, 16, ColorMode.Rgb, Resampling.Nearest)]
    [InlineData(7, 31, ColorMode.Grayscale, Resampling.Bilinear)]
    public void LoadImages_keeps_the_contract(int height, int width, ColorMode mode, Resampling interpolation)
    {
        var options = new LoadImagesOptions { Height = height, Width = width, ColorMode = mode, Interpolation = interpolation };
        var transformer = TransformerContract.Check(_ml, _ml.Cnn.LoadImages(options), Paths, "ImagePath");
        var type = Assert.IsType<VectorDataViewType>(transformer.GetOutputSchema(Paths.Schema)["Image"].Type);
        Assert.Equal([height, width, mode == ColorMode.Rgb ? 3 : 1], type.Dimensions);
    }

    [Fact]
    public void LoadImages_without_a_size_then_ResizeImages_equals_LoadImages_with_one()
    {
        var direct = TransformerContract.Check(_ml, _ml.Cnn.LoadImages("Image", "ImagePath", 16, 12), Paths, "ImagePath").Transform(Paths);
        var loaded = TransformerContract.Check(_ml, _ml.Cnn.LoadImages("Image", "ImagePath"), Paths, "ImagePath").Transform(Paths);
        Assert.Equal(typeof(Image), loaded.Schema["Image"].Type.RawType);
        var resized = _ml.Cnn.ResizeImages("Image", 16, 12).Fit(loaded).Transform(loaded);
        Assert.Equal(direct.GetColumn<float[]>("Image"), resized.GetColumn<float[]>("Image"));
    }

    [Fact]
    public void Pixels_are_those_of_the_picture()
    {
        var view = _ml.Cnn.LoadImages("Image", "ImagePath", 20, 24).Fit(Paths).Transform(Paths);
        var first = view.GetColumn<float[]>("Image").First();
        var image = ImageFile.Load(_pictures.File("bright", "bright.00.png"));
        Assert.Equal(image.Pixels.ToArray().Select(p => (float)p), first);
    }

    [Theory]
    [InlineData(Preprocessing.None)]
    [InlineData(Preprocessing.Tf)]
    [InlineData(Preprocessing.Caffe)]
    [InlineData(Preprocessing.Torch)]
    public void PreprocessInput_keeps_the_contract(Preprocessing mode)
    {
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath", 8, 8).Fit(Paths).Transform(Paths);
        TransformerContract.Check(_ml, _ml.Cnn.PreprocessInput("Prepared", mode, "Image"), loaded, "Image");
    }

    [Fact]
    public void Preprocessing_modes_follow_Keras_formulas()
    {
        float[] pixel = [255, 128, 0];
        Assert.Equal([255f, 128, 0], Apply(Preprocessing.None));
        Assert.Equal([1f, 128 / 127.5f - 1, -1], Apply(Preprocessing.Tf));
        Assert.Equal([0 - 103.939f, 128 - 116.779f, 255 - 123.68f], Apply(Preprocessing.Caffe));
        Assert.Equal([(1 - 0.485f) / 0.229f, (128f / 255 - 0.456f) / 0.224f, -0.406f / 0.225f], Apply(Preprocessing.Torch));

        float[] Apply(Preprocessing mode)
        {
            float[] copy = [.. pixel];
            PixelPreprocessing.Apply(mode, copy);
            return copy;
        }
    }

    [Fact]
    public void Caffe_preprocessing_of_grey_pictures_is_refused()
    {
        var loaded = _ml.Cnn.LoadImages(new LoadImagesOptions { Height = 8, Width = 8, ColorMode = ColorMode.Grayscale }).Fit(Paths).Transform(Paths);
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.PreprocessInput("Image", Preprocessing.Caffe).Fit(loaded));
        Assert.Contains("(8, 8, 1)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rescale_keeps_the_contract_and_multiplies()
    {
        var loaded = _ml.Cnn.LoadImages("Image", "ImagePath", 8, 8).Fit(Paths).Transform(Paths);
        var scaled = TransformerContract.Check(_ml, _ml.Cnn.Rescale("Scaled", 1f / 255, "Image"), loaded, "Image").Transform(loaded);
        var (before, after) = (loaded.GetColumn<float[]>("Image").First(), scaled.GetColumn<float[]>("Scaled").First());
        Assert.Equal(before.Select(x => x * (1f / 255)), after);
    }

    [Fact]
    public void A_missing_file_is_an_error_of_its_own_row_that_names_it()
    {
        var rows = new[] { Row("bright.00.png"), new PathRow { ImagePath = _pictures.File("bright", "gone.png") }, Row("bright.01.png") };
        var view = _ml.Data.LoadFromEnumerable(rows);
        var transformed = _ml.Cnn.LoadImages("Image", "ImagePath", 8, 8).Fit(view).Transform(view);
        using var cursor = transformed.GetRowCursor([transformed.Schema["Image"]]);
        var get = cursor.GetGetter<VBuffer<float>>(transformed.Schema["Image"]);
        VBuffer<float> value = default;
        Assert.True(cursor.MoveNext());
        get(ref value);
        Assert.True(cursor.MoveNext());
        Assert.Contains("gone.png", Assert.Throws<FileNotFoundException>(() => get(ref value)).Message, StringComparison.Ordinal);
        Assert.True(cursor.MoveNext());
        get(ref value);
        Assert.Equal(8 * 8 * 3, value.Length);
    }

    [Fact]
    public void All_wrong_settings_are_listed_at_once()
    {
        var e = Assert.Throws<ArgumentException>(() => _ml.Cnn.LoadImages(new LoadImagesOptions { OutputColumnName = "", Height = 0, Width = 5, ColorMode = (ColorMode)9 }));
        foreach (var name in new[] { "OutputColumnName", "Height", "ColorMode" }) Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    private PathRow Row(string name) => new() { ImagePath = _pictures.File("bright", name) };

    private sealed class PathRow
    {
        public string ImagePath { get; set; } = "";
    }
}
