using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Trainers;

/// <summary>A convnet from picture files to the model zip and back.</summary>
public sealed class ConvNetPictureTests : IDisposable
{
    private readonly MLContext _ml = new(3);
    private readonly SamplePictures _pictures = new(perClass: 8);
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    private static ConvNetOptions Quick => new() { Optimizer = new RmsProp(1e-2), Epochs = 2, BatchSize = 4, Seed = 1 };

    [Theory]
    [InlineData(Preprocessing.Tf)]
    [InlineData(Preprocessing.Caffe)]
    [InlineData(Preprocessing.Torch)]
    public void Preprocessing_inside_is_preprocessing_before(Preprocessing mode)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var load = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Append(_ml.Transforms.Conversion.MapValueToKey("Label"));
        var options = Quick with { Head = new ClassifierHead { HiddenUnits = [4] } };
        var inside = load.Append(_ml.Cnn.Trainers.ConvNet(SmallNets.Base(), options with { Preprocessing = mode })).Fit(data);
        var before = load.Append(_ml.Cnn.PreprocessInput("Image", mode)).Append(_ml.Cnn.Trainers.ConvNet(SmallNets.Base(), options)).Fit(data);
        Assert.Equal(Weights(before), Weights(inside));
        Assert.Equal(Scores(before.Transform(data)), Scores(inside.Transform(data)));
        Assert.NotEqual(Weights(inside), Weights(load.Append(_ml.Cnn.Trainers.ConvNet(SmallNets.Base(), options)).Fit(data)));
    }

    [Fact]
    public void The_zip_holds_the_network_as_keras_file_and_is_the_same_at_any_thread_count()
    {
        Assert.Equal(Saved(1, "one.zip"), Saved(2, "two.zip"));
        var model = ConvNetTransformer.Find(new MLContext(9).Cnn.LoadModel(_folder.File("one.zip")));
        using var zip = ZipFile.OpenRead(_folder.File("one.zip"));
        using var network = Assert.Single(zip.Entries, e => e.Name == "Network.keras").Open();
        Assert.Equal(model.Model.Weights.SelectMany(w => w.Values.ToArray()), Model.Load(network, "lifted").Weights.SelectMany(w => w.Values.ToArray()));
    }

    [Fact]
    public void A_zip_whose_network_does_not_fit_its_classes_is_refused()
    {
        var path = _folder.File("m.zip");
        _ = Saved(1, "m.zip");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            var entry = zip.Entries.Single(e => e.Name == "Network.keras");
            var name = entry.FullName;
            entry.Delete();
            using var stream = zip.CreateEntry(name).Open();
            var other = new Sequential([16, 16, 3]) { new Flatten(), new Dense(7, "softmax") };
            other.Save(stream);
        }

        var e = Assert.Throws<ModelFormatException>(() => new MLContext(9).Cnn.LoadModel(path));
        Assert.Contains("does not fit", e.Message, StringComparison.Ordinal);
    }

    private byte[] Saved(int threads, string name)
    {
        var data = _ml.Cnn.ImagesFromDirectory(_pictures.Path);
        var model = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16)
            .Append(_ml.Transforms.Conversion.MapValueToKey("Label"))
            .Append(_ml.Cnn.Trainers.ConvNet(SmallNets.Base(), Quick with { Threads = threads, Head = new ClassifierHead { HiddenUnits = [4] }, FineTuning = new FineTuningStage { UnfreezeFrom = "conv_2", Epochs = 1 } }))
            .Fit(data);
        _ml.Cnn.SaveModel(model, data.Schema, _folder.File(name));
        return File.ReadAllBytes(_folder.File(name));
    }

    private static List<float> Weights(ITransformer model) => [.. ConvNetTransformer.Find(model).Model.Weights.SelectMany(w => w.Values.ToArray())];

    private static List<float[]> Scores(IDataView view) => [.. view.GetColumn<float[]>("Score")];
}
