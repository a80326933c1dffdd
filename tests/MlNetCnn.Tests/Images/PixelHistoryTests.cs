using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;
using MlNetCnn.Training;

namespace MlNetCnn.Tests.Images;

/// <summary>Pixels preprocessed otherwise than a network of keras.applications takes them are refused, and no others.</summary>
public sealed class PixelHistoryTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly SamplePictures _pictures = new(perClass: 2);

    public void Dispose() => _pictures.Dispose();

    public static TheoryData<string, string> Wrong => new()
    {
        { "caffe", "holds pixels preprocessed as Caffe" },
        { "torch", "holds pixels preprocessed as Torch" },
        { "nothing", "holds pixels 0 to 255 as they are" },
        { "1/255", "holds pixels times 0.003921" },
        { "tf, tf", "holds pixels preprocessed as Tf and then preprocessed as Tf" },
        { "tf, 1/255", "holds pixels preprocessed as Tf and then times 0.003921" },
        { "caffe, augmented", "holds pixels preprocessed as Caffe" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_pixels_are_refused_when_fitting(string steps, string found)
    {
        var data = Pictures(steps);
        var network = Mobile();
        foreach (var message in new[]
        {
            Message(() => _ml.Cnn.ExtractFeatures("Features", "Image", network).Fit(data)),
            Message(() => _ml.Cnn.ApplyModel("Score", "Image", network).Fit(data)),
        })
        {
            foreach (var told in new[] { "'mobilenet_0.25_32' takes pixels preprocessed as Tf (x / 127.5 - 1; -1 to 1)", "the column 'Image' " + found, "ml.Cnn.PreprocessInput(\"Image\", Preprocessing.Tf)" })
                Assert.Contains(told, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tf")]
    [InlineData("tf, augmented")]
    [InlineData("augmented, tf")]
    [InlineData("1/127.5-1")] // the same by hand
    [InlineData("1/255, 2x-1")]
    [InlineData("none, tf")]
    [InlineData("resized, tf")]
    public void Right_pixels_are_taken(string steps)
    {
        var data = Pictures(steps);
        var features = _ml.Cnn.ExtractFeatures("Features", "Image", Mobile()).Fit(data).Transform(data);
        Assert.Equal(4, features.GetColumn<float[]>("Features").Count());
    }

    [Fact]
    public void Each_application_says_its_own()
    {
        var data = Pictures("tf", 75);
        foreach (var application in Applications.All.Where(a => a.Preprocessing == Preprocessing.Caffe))
        {
            var message = Message(() => _ml.Cnn.ExtractFeatures("Features", "Image", application.Create(includeTop: false)).Fit(data));
            Assert.Contains("PreprocessInput(\"Image\", Preprocessing.Caffe)", message, StringComparison.Ordinal);
        }

        data = Pictures("caffe", 75);
        foreach (var application in Applications.All.Where(a => a.Preprocessing == Preprocessing.Tf))
        {
            var message = Message(() => _ml.Cnn.ExtractFeatures("Features", "Image", application.Create(includeTop: false)).Fit(data));
            Assert.Contains("PreprocessInput(\"Image\", Preprocessing.Tf)", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Explanations_count_what_they_do_themselves()
    {
        var (raw, tf) = (Pictures("nothing"), Pictures("tf"));
        var network = Applications.MobileNet(inputShape: [32, 32, 3], alpha: 0.25, classes: 5);
        var camera = new GradCamOptions { Preprocessing = Preprocessing.Tf };
        _ml.Cnn.GradCam(network, camera).Fit(raw);
        _ml.Cnn.GradCam(network, new GradCamOptions()).Fit(tf);
        Assert.Contains("which GradCam takes preprocessed as Tf", Message(() => _ml.Cnn.GradCam(network, camera).Fit(tf)), StringComparison.Ordinal);
        Assert.Contains("set Preprocessing to Preprocessing.Tf", Message(() => _ml.Cnn.GradCam(network, new GradCamOptions()).Fit(raw)), StringComparison.Ordinal);
        Assert.Contains("Saliency", Message(() => _ml.Cnn.Saliency(network, new SaliencyOptions { Rescale = 1 / 255f }).Fit(raw)), StringComparison.Ordinal);
        var layers = new LayerActivationsOptions { Layers = ["conv_dw_1"], OutputColumnNames = ["conv_dw_1"] };
        Assert.Contains("LayerActivations", Message(() => _ml.Cnn.LayerActivations(network, layers).Fit(raw)), StringComparison.Ordinal);
        _ml.Cnn.LayerActivations(network, layers with { Preprocessing = Preprocessing.Tf }).Fit(raw);
    }

    [Fact]
    public void Training_refuses_what_the_base_was_not_trained_on()
    {
        var head = new ConvNetOptions { Head = new ClassifierHead { Pooling = FeaturePooling.Average, HiddenUnits = [] }, FreezeBase = true, Epochs = 1 };
        var right = head with { Preprocessing = Preprocessing.Tf };
        var raw = Pictures("nothing");
        var fitted = _ml.Cnn.Trainers.ConvNet(Mobile(), right).Fit(raw);
        fitted.Transform(raw);
        foreach (var (options, data) in new[] { (head, raw), (head with { Rescale = 1 / 255f }, raw), (right, Pictures("tf")), (head with { Preprocessing = Preprocessing.Caffe }, raw) })
            Assert.Contains("takes pixels preprocessed as Tf", Message(() => _ml.Cnn.Trainers.ConvNet(Mobile(), options).Fit(data)), StringComparison.Ordinal);
        Assert.Contains("takes pixels preprocessed as Tf", Message(() => fitted.Transform(Pictures("tf"))), StringComparison.Ordinal);

        // The way of the Keras book, which feeds its base x / 255, is open to those who ask for it, and stays so.
        var own = Mobile();
        own.InputPreprocessing = null;
        var from = _ml.Cnn.Trainers.ConvNet(own, head with { Rescale = 1 / 255f }).Fit(raw);
        _ml.Cnn.Trainers.ConvNet(from, head with { Head = null, FreezeBase = false, UnfreezeFrom = null }).Fit(raw);
        using var folder = new TempFolder();
        _ml.Model.Save(from, raw.Schema, folder.File("model.zip"));
        _ml.Cnn.LoadModel(folder.File("model.zip")).Transform(raw);
    }

    [Fact]
    public void An_application_inside_another_network_is_known_where_it_was_put_together()
    {
        using var folder = new TempFolder();
        var data = Pictures("1/255");
        var whole = new Sequential([32, 32, 3], "mine") { Mobile(), new GlobalAveragePooling2D(), new Dense(2, "softmax") };
        Assert.Contains("takes pixels preprocessed as Tf", Message(() => _ml.Cnn.ApplyModel("Score", "Image", whole).Fit(data)), StringComparison.Ordinal);

        // In a file of somebody's it may have been trained on anything.
        whole.InputPreprocessing = null;
        whole.Save(folder.File("book.keras"));
        _ml.Cnn.ApplyModel("Score", "Image", Model.Load(folder.File("book.keras"))).Fit(data);
    }

    [Fact]
    public void Other_networks_take_anything()
    {
        foreach (var steps in new[] { "nothing", "tf", "caffe", "1/255", "tf, tf" })
        {
            var data = Pictures(steps, 16);
            Assert.Equal(4, _ml.Cnn.ExtractFeatures("Features", "Image", SmallNets.Base()).Fit(data).Transform(data).GetColumn<float[]>("Features").Count());
        }
    }

    [Fact]
    public void A_network_that_rescales_pixels_itself_takes_them_raw()
    {
        var own = new Sequential([new InputLayer([16, 16, 3]), new RandomFlip(), new Rescaling(1 / 255.0), new Conv2D(4, 3), new Flatten(), new Dense(2, "softmax")]);
        var options = new ConvNetOptions { Epochs = 1 };
        var (raw, scaled) = (Pictures("nothing", 16), Pictures("1/255", 16));
        _ml.Cnn.ApplyModel("Score", "Image", own).Fit(raw).Transform(raw).Preview();
        _ml.Cnn.Trainers.ConvNet(own, options).Fit(raw).Transform(raw).Preview();
        foreach (var message in new[]
        {
            Message(() => _ml.Cnn.ApplyModel("Score", "Image", own).Fit(scaled)),
            Message(() => _ml.Cnn.Trainers.ConvNet(own, options).Fit(scaled)),
            Message(() => _ml.Cnn.Trainers.ConvNet(own, options with { Rescale = 1 / 255f }).Fit(raw)),
        })
        {
            Assert.Contains("takes pixels 0 to 255 as they are", message, StringComparison.Ordinal);
            Assert.Contains("leave them 0 to 255 as they are", message, StringComparison.Ordinal);
        }

        own.InputPreprocessing = null;
        _ml.Cnn.Trainers.ConvNet(own, options).Fit(scaled).Transform(scaled).Preview();
    }

    [Theory]
    [InlineData(1f, 0f, false)]
    [InlineData(1 / 255f, 0f, true)] // may be a bright picture of -1 to 1
    [InlineData(1 / 127.5f, -1f, true)]
    [InlineData(1f, -120f, false)]
    public void Of_a_column_of_ones_own_the_values_tell(float scale, float offset, bool taken)
    {
        var random = new RandomStream(1, "pixels");
        var rows = Enumerable.Range(0, 3).Select(_ => new Row { Image = [.. Enumerable.Range(0, 32 * 32 * 3).Select(_ => random.NextInt32(256) * scale + offset)], Label = random.NextInt32(2) == 1 }).ToArray();
        (rows[0].Label, rows[1].Label) = (true, false);
        var data = _ml.Data.LoadFromEnumerable(rows);
        var read = () => _ml.Cnn.ExtractFeatures("Features", "Image", Mobile()).Fit(data).Transform(data).GetColumn<float[]>("Features").Count();
        var train = () => _ml.Cnn.Trainers.ConvNet(Mobile(), new ConvNetOptions { Head = new ClassifierHead { Pooling = FeaturePooling.Average, HiddenUnits = [] }, FreezeBase = true, Epochs = 1 }).Fit(data);
        if (taken)
        {
            Assert.Equal(3, read());
            train();
            return;
        }

        foreach (var message in new[] { Message(() => read()), Message(() => train()) })
        {
            Assert.Contains("takes pixels preprocessed as Tf", message, StringComparison.Ordinal);
            Assert.Contains("in the column 'Image'", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_was_done_goes_through_a_model_zip()
    {
        using var folder = new TempFolder();
        var files = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var pipeline = _ml.Cnn.LoadImages("Image", "ImagePath", 32, 32).Append(_ml.Cnn.PreprocessInput("Image", Preprocessing.Caffe)).Fit(files);
        _ml.Model.Save(pipeline, files.Schema, folder.File("pictures.zip"));
        var data = _ml.Cnn.LoadModel(folder.File("pictures.zip")).Transform(files);
        Assert.Contains("preprocessed as Caffe", Message(() => _ml.Cnn.ExtractFeatures("Features", "Image", Mobile()).Fit(data)), StringComparison.Ordinal);
        Assert.Contains("preprocessed as Caffe", Message(() => _ml.Cnn.ExtractFeatures("Features", "Copy", Mobile()).Fit(_ml.Transforms.CopyColumns("Copy", "Image").Fit(data).Transform(data))), StringComparison.Ordinal);
    }

    private static string Message(Action act) => Assert.Throws<ArgumentException>(act).Message;

    private static Model Mobile() => Applications.MobileNet(includeTop: false, inputShape: [32, 32, 3], alpha: 0.25);

    private IDataView Pictures(string steps, int size = 32)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        if (steps.Contains("resized", StringComparison.Ordinal))
        {
            data = _ml.Cnn.LoadImages("Image", "ImagePath").Fit(data).Transform(data);
            data = _ml.Cnn.ResizeImages("Image", size, size).Fit(data).Transform(data);
        }
        else
        {
            data = _ml.Cnn.LoadImages("Image", "ImagePath", size, size).Fit(data).Transform(data);
        }

        // Two classes, as Boolean labels.
        foreach (var step in steps.Split(", "))
        {
            IEstimator<ITransformer>? estimator = step switch
            {
                "tf" => _ml.Cnn.PreprocessInput("Image", Preprocessing.Tf),
                "caffe" => _ml.Cnn.PreprocessInput("Image", Preprocessing.Caffe),
                "torch" => _ml.Cnn.PreprocessInput("Image", Preprocessing.Torch),
                "none" => _ml.Cnn.PreprocessInput("Image", Preprocessing.None),
                "1/255" => _ml.Cnn.Rescale("Image"),
                "1/127.5-1" => _ml.Cnn.Rescale(new RescaleOptions { Scale = 1 / 127.5f, Offset = -1 }),
                "2x-1" => _ml.Cnn.Rescale(new RescaleOptions { Scale = 2, Offset = -1 }),
                "augmented" => _ml.Cnn.AugmentImages(new AugmentImagesOptions { Augmentation = ImageAugmentation.Book }),
                _ => null,
            };
            if (estimator is not null) data = estimator.Fit(data).Transform(data);
        }

        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
    }

    private sealed class Row
    {
        [VectorType(32, 32, 3)]
        public float[] Image { get; set; } = [];

        public bool Label { get; set; }
    }
}
