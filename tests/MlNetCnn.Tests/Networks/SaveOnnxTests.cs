using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Networks;

/// <summary><c>ml.Cnn.SaveOnnx</c>: the network of a fitted pipeline as an ONNX file.</summary>
public sealed class SaveOnnxTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly TempFolder _folder = new();
    private readonly SamplePictures _pictures = new(perClass: 2);

    public void Dispose()
    {
        _folder.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public void The_network_of_a_pipeline_goes_with_its_class_names()
    {
        var model = SmallNets.Base(head: true);
        model.InputPreprocessing = Preprocessing.Tf;
        var data = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Append(_ml.Cnn.PreprocessInput("Image", Preprocessing.Tf)).Fit(_ml.Cnn.ImagesFromDirectory(_pictures.Path)).Transform(_ml.Cnn.ImagesFromDirectory(_pictures.Path));
        var fitted = _ml.Cnn.ApplyModel(model, new ApplyModelOptions { ClassNames = ["a", "b", "c"] }).Fit(data);
        _ml.Cnn.SaveOnnx(fitted, _folder.File("net.onnx"), new OnnxOptions { InputLayout = OnnxInputLayout.ChannelsFirst });

        using var expected = new MemoryStream();
        model.WriteOnnx(expected, new OnnxOptions { InputLayout = OnnxInputLayout.ChannelsFirst, ClassNames = ["a", "b", "c"], Preprocessing = Preprocessing.Tf });
        Assert.Equal(expected.ToArray(), File.ReadAllBytes(_folder.File("net.onnx")));
    }

    [Fact]
    public void Without_a_network_there_is_nothing_to_write()
    {
        var fitted = _ml.Cnn.LoadImages("Image", "ImagePath", 16, 16).Fit(_ml.Cnn.ImagesFromDirectory(_pictures.Path));
        Assert.Contains("no fitted ConvNet", Assert.Throws<ArgumentException>(() => _ml.Cnn.SaveOnnx(fitted, _folder.File("net.onnx"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
