using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx;
using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>ONNX files wherever a command takes a model.</summary>
public sealed class OnnxModelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public OnnxModelTests()
    {
        Sequential model = [new Conv2D(4, 3, activation: Activations.Relu), new GlobalAveragePooling2D(), new Dense(2, Activations.Softmax)];
        model.Build([16, 16, 3]);
        model.InitializeWeights(1);
        model.Save(_folder.File("model.keras"));
        model.SaveOnnx(_folder.File("model.onnx"), new OnnxOptions { ClassNames = ["cat", "dog"], Preprocessing = Preprocessing.Tf });
        for (var i = 0; i < 3; i++)
        {
            var image = new Image(16, 16, 3);
            for (var p = 0; p < image.Pixels.Length; p++) image.Pixels[p] = (byte)(p * (i + 3));
            ImageFile.SavePng(image, _folder.File($"{i}.png"));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_ONNX_file_is_converted_to_Keras_and_written_again()
    {
        Assert.Contains("read back, all 4 weights the same", Run(0, "convert-model", "--model=model.onnx", "--output=FOLDER/back.keras"), StringComparison.Ordinal);
        var (own, back) = (Model.Load(_folder.File("model.keras")), Model.Load(_folder.File("back.keras")));
        Assert.All(own.Weights.Zip(back.Weights), pair => Assert.True(pair.First.Values.SequenceEqual(pair.Second.Values)));
        Run(0, "export-onnx", "--model=model.onnx", "--output=FOLDER/again.onnx");
        var again = OnnxModel.Load(_folder.File("again.onnx"));
        Assert.Equal(["cat", "dog"], again.ClassNames);
        Assert.Equal(Preprocessing.Tf, again.Model.InputPreprocessing);
    }

    [Fact]
    public void An_ONNX_file_predicts_what_its_model_does_with_its_own_names_and_preprocessing()
    {
        var said = Run(0, "predict", "--model=model.onnx", "--input=FOLDER", "--output=FOLDER/onnx");
        Assert.Contains("Tf", said, StringComparison.OrdinalIgnoreCase);
        Run(0, "predict", "--model=model.keras", "--input=FOLDER", "--preprocessing=tf", "--output=FOLDER/keras");
        Assert.Equal(File.ReadAllBytes(_folder.File("keras", "predictions.npy")), File.ReadAllBytes(_folder.File("onnx", "predictions.npy")));
        Assert.Contains(Directory.GetFiles(_folder.File("onnx")), file => File.ReadAllText(file).Contains("cat", StringComparison.Ordinal));
    }

    [Fact]
    public void An_ONNX_file_is_shown_and_looked_into()
    {
        Assert.Contains("(None, 14, 14, 4)", Run(0, "summary", "--model=model.onnx"), StringComparison.Ordinal);
        Run(0, "plot-model", "--model=model.onnx", "--output=FOLDER/plot.svg");
        Run(0, "weight-statistics", "--model=model.onnx", "--output=FOLDER/statistics");
    }

    [Theory]
    [InlineData("leave --application out", "summary", "--model=model.onnx", "--application=vgg16")]
    [InlineData("does not exist", "summary", "--model=none.onnx")]
    [InlineData("the file is empty", "summary", "--model=empty.onnx")]
    [InlineData("text.onnx, model", "summary", "--model=text.onnx")]
    public void What_cannot_be_done_is_said_in_a_line(string message, params string[] args)
    {
        File.WriteAllText(_folder.File("text.onnx"), "this is no model");
        File.WriteAllText(_folder.File("empty.onnx"), "");
        Assert.Contains(message, Run(2, args), StringComparison.Ordinal);
    }

    private string Run(int code, params string[] args)
    {
        var session = new Session();
        string[] full = [.. args.Select(arg => arg.Replace("FOLDER", _folder.Path, StringComparison.Ordinal).Replace("--model=", $"--model={_folder.Path}/", StringComparison.Ordinal))];
        Assert.True(session.Run(full) == code, session.Error);
        return code == 0 ? session.Output : session.Error;
    }
}
