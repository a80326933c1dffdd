using System.IO.Compression;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Keras.Tests;

/// <summary>Networks of keras.applications are known for what they are, and know what pixels they take.</summary>
public sealed class PixelTests
{
    [Fact]
    public void Every_application_is_known_with_its_top_without_it_and_cut_short()
    {
        foreach (var application in Applications.All)
        {
            Assert.Equal(application.Preprocessing, application.Create().InputPreprocessing);
            var bare = application.Create(includeTop: false, inputShape: [128, 96, 3], pooling: FeaturePooling.Average);
            Assert.Equal(application.Preprocessing, bare.InputPreprocessing);
            Assert.Equal(application.Preprocessing, Model.FromJson(bare.ToJson()).InputPreprocessing);
            var middle = bare.Layers.Where(l => l.Weights.Count > 0).ElementAt(11);
            Assert.Equal(application.Preprocessing, new Model(bare.Inputs, [middle.Nodes[0].Outputs[0]], "cut").InputPreprocessing);
            Assert.Equal(application.Preprocessing, new Sequential([128, 96, 3]) { bare, new Dense(3) }.InputPreprocessing);
        }
    }

    [Fact]
    public void Other_networks_are_not()
    {
        Sequential Small(string second) => new([32, 32, 3])
        {
            new Conv2D(64, 3, padding: Padding.Same, activation: "relu", name: "block1_conv1"),
            new Conv2D(64, 3, padding: Padding.Same, activation: "relu", name: second),
            new MaxPooling2D(2),
            new Conv2D(128, 3, padding: Padding.Same, activation: "relu", name: "block2_conv1"),
        };
        Assert.Null(Small("mine").InputPreprocessing);
        Assert.Equal(Preprocessing.Caffe, Small("block1_conv2").InputPreprocessing);
        Assert.Null(new Sequential([32, 32, 3]) { new Conv2D(8, 3), new Flatten(), new Dense(2) }.InputPreprocessing);
        Assert.Null(Applications.Vgg16(includeTop: false, inputShape: [32, 32, 1]).InputPreprocessing);
        var input = KerasTensor.Input([8, 8, 3]);
        Assert.Null(new Model(input, input).InputPreprocessing);
    }

    [Theory]
    [InlineData(1 / 255.0, 0, true)]
    [InlineData(1 / 127.5, -1, true)]
    [InlineData(1 / 256.0, 0, true)]
    [InlineData(1 / 128.0, -1, true)]
    [InlineData(2, -1, false)] // from 0 to 1
    [InlineData(1 / 65535.0, 0, false)]
    public void A_network_that_rescales_pixels_itself_takes_them_as_they_are(double scale, double offset, bool bytes)
    {
        var expected = bytes ? Preprocessing.None : (Preprocessing?)null;
        Sequential Own(int channels, params Layer[] front) => new([new InputLayer([32, 32, channels]), .. front, new Conv2D(4, 3), new Flatten(), new Dense(2)]);
        Assert.Equal(expected, Own(3, new Rescaling(scale, offset)).InputPreprocessing);
        Assert.Equal(expected, Own(1, new Rescaling(scale, offset)).InputPreprocessing);
        Assert.Equal(expected, Own(3, new RandomFlip(), new RandomRotation(0.1), new Resizing(24, 24), new RandomContrast(0.1), new Rescaling(scale, offset)).InputPreprocessing);
        Assert.Equal(expected, Own(3, new Sequential([new InputLayer([32, 32, 3]), new RandomFlip(), new RandomZoom(0.1)]), new Rescaling(scale, offset)).InputPreprocessing);
        Assert.Equal(expected, Own(3, new Sequential([new InputLayer([32, 32, 3]), new Rescaling(scale, offset), new RandomFlip()])).InputPreprocessing);
        Assert.Null(Own(3, new RandomBrightness(0.1, (0, 1)), new Rescaling(scale, offset)).InputPreprocessing);

        // Also one that goes on like an application, as Keras's input_tensor makes it, whole or with the application as a layer; and in a file.
        var base_ = Applications.MobileNet(includeTop: false, inputShape: [32, 32, 3], alpha: 0.25);
        var input = KerasTensor.Input([32, 32, 3]);
        var value = new Rescaling(scale, offset).Call(new RandomFlip().Call(input));
        foreach (var layer in base_.Layers.Skip(1)) value = layer.Call(value);
        using var folder = new TempFolder();
        foreach (var model in new Model[] { new(input, value, "flat"), new Sequential([new InputLayer([32, 32, 3]), new RandomFlip(), new Rescaling(scale, offset), base_]) })
        {
            Assert.Equal(expected, model.InputPreprocessing);
            model.Save(folder.File("model.keras"));
            Assert.Equal(expected, Model.Load(folder.File("model.keras")).InputPreprocessing);
        }

        Assert.Equal(Preprocessing.Tf, new Sequential([new InputLayer([32, 32, 3]), new RandomFlip(), base_]).InputPreprocessing);
    }

    [Fact]
    public void Pixels_that_resizing_overshoots_are_no_false_alarm()
    {
        Applications.ByName("mobilenet").CheckPixels([-1.08f, 0, 1.08f]);
        Applications.ByName("vgg16").CheckPixels([-130, 0, 160]);
        Assert.Throws<ArgumentException>(() => Applications.ByName("mobilenet").CheckPixels([-1.8f, 0, 2.1f]));
    }

    [Fact]
    public void A_file_of_Keras_is_known_too()
    {
        using var folder = new TempFolder();
        Applications.MobileNet(alpha: 0.25, inputShape: [32, 32, 3]).Save(folder.File("mobile.keras"));
        Assert.Equal(Preprocessing.Tf, Model.Load(folder.File("mobile.keras")).InputPreprocessing);
        using var zip = ZipFile.OpenRead(folder.File("mobile.keras"));
        using var metadata = new StreamReader(zip.GetEntry("metadata.json")!.Open());
        Assert.DoesNotContain("mlnetcnn", metadata.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Preprocessing.None)]
    [InlineData(Preprocessing.Torch)]
    public void What_is_set_stays_in_copies_and_files(Preprocessing? pixels)
    {
        using var folder = new TempFolder();
        var model = Applications.MobileNet(includeTop: false, alpha: 0.25, inputShape: [32, 32, 3]);
        model.InputPreprocessing = pixels;
        Assert.Equal(pixels, model.Clone().InputPreprocessing);
        model.Save(folder.File("model.keras"));
        var loaded = Model.Load(folder.File("model.keras"));
        Assert.Equal(pixels, loaded.InputPreprocessing);
        loaded.Save(folder.File("again.keras"));
        Assert.Equal(File.ReadAllBytes(folder.File("model.keras")), File.ReadAllBytes(folder.File("again.keras")));
        Assert.Equal(pixels, new Sequential([32, 32, 3]) { loaded, new Flatten() }.InputPreprocessing);
    }

    [Fact]
    public void A_network_with_an_application_inside_knows_it_until_it_comes_from_a_file_that_does_not_say()
    {
        using var folder = new TempFolder();
        var whole = new Sequential([32, 32, 3]) { Applications.MobileNet(includeTop: false, alpha: 0.25, inputShape: [32, 32, 3]), new GlobalAveragePooling2D(), new Dense(2, "softmax") };
        whole.Save(folder.File("ours.keras"));
        Assert.Equal(Preprocessing.Tf, Model.Load(folder.File("ours.keras")).InputPreprocessing);

        whole.InputPreprocessing = null; // as a file of Keras says nothing
        whole.Save(folder.File("theirs.keras"));
        Assert.Null(Model.Load(folder.File("theirs.keras")).InputPreprocessing);
    }

    [Fact]
    public void An_unknown_word_in_the_metadata_is_refused()
    {
        using var folder = new TempFolder();
        var model = new Sequential([4]) { new Dense(2) };
        model.InputPreprocessing = Preprocessing.Torch;
        model.Save(folder.File("model.keras"));
        using (var zip = ZipFile.Open(folder.File("model.keras"), ZipArchiveMode.Update))
        {
            zip.GetEntry("metadata.json")!.Delete();
            using var metadata = new StreamWriter(zip.CreateEntry("metadata.json").Open());
            metadata.Write("{\"keras_version\": \"3.9.2\", \"mlnetcnn_input_preprocessing\": \"upside down\"}");
        }

        var error = Assert.Throws<ModelFormatException>(() => Model.Load(folder.File("model.keras")));
        Assert.Contains("mlnetcnn_input_preprocessing should be any or one of None, Caffe, Tf, Torch", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vgg16", Preprocessing.Caffe, true)]
    [InlineData("vgg16", Preprocessing.Tf, false)]
    [InlineData("vgg16", Preprocessing.Torch, false)]
    [InlineData("vgg16", Preprocessing.None, false)]
    [InlineData("mobilenet", Preprocessing.Tf, true)]
    [InlineData("mobilenet", Preprocessing.Caffe, false)]
    [InlineData("mobilenet", Preprocessing.Torch, false)]
    [InlineData("mobilenet", Preprocessing.None, false)]
    public void Values_show_a_wrong_preprocessing(string name, Preprocessing mode, bool right)
    {
        var random = new RandomStream(1, "pixels");
        float[] pixels = [.. Enumerable.Range(0, 300).Select(_ => (float)random.NextInt32(256))];
        PixelPreprocessing.Apply(mode, pixels);
        var application = Applications.ByName(name);
        if (right)
        {
            application.CheckPixels(pixels);
            return;
        }

        var message = Assert.Throws<ArgumentException>(() => application.CheckPixels(pixels)).Message;
        Assert.Contains($"{name} takes pixels preprocessed as {application.Preprocessing}", message, StringComparison.Ordinal);
        Assert.Contains($"PixelPreprocessing.Apply(Preprocessing.{application.Preprocessing}, pixels)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_of_one_colour_are_no_false_alarm()
    {
        foreach (var application in new[] { "vgg16", "mobilenet" }.Select(Applications.ByName))
            for (var level = 0; level < 256; level++)
            {
                float[] pixels = [.. Enumerable.Repeat((float)level, 75)];
                PixelPreprocessing.Apply(application.Preprocessing, pixels);
                application.CheckPixels(pixels);
            }

        // Nor is the darkest, the lightest and the greyest picture there is.
        foreach (var (red, green, blue) in new[] { (0, 255, 255), (255, 0, 0), (124, 117, 104), (123, 116, 103) })
        {
            float[] pixels = [.. Enumerable.Repeat(new float[] { red, green, blue }, 50).SelectMany(p => p)];
            PixelPreprocessing.Apply(Preprocessing.Caffe, pixels);
            Applications.ByName("vgg16").CheckPixels(pixels);
        }

        Applications.ByName("vgg16").CheckPixels([]);
    }
}
