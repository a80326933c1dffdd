using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Onnx.Tests.Documents;

/// <summary>The code of docs/onnx.md: a test of MlNetCnn.Architecture.Tests holds the two together.</summary>
public sealed class OnnxDocument
{
    [Fact]
    public void The_code_runs()
    {
        using var folder = new TempFolder();
        using var lines = new StringWriter();
        var (file, other, keras) = (folder.File("net.onnx"), folder.File("pixels.onnx"), folder.File("net.keras"));
        Run(new Sequential([8, 8, 3]) { new Conv2D(2, 3), new GlobalAveragePooling2D(), new Dense(2, Activations.Softmax) }, file, other, keras, lines);
        Assert.Equal(["cat", "dog"], OnnxModel.Load(other).ClassNames);
        Assert.Equal([8, 8, 3], Model.Load(keras).InputShape);
        Assert.StartsWith("MlNetCnn", lines.ToString(), StringComparison.Ordinal);
    }

    private static void Run(Model model, string file, string other, string keras, StringWriter Console)
    {
        model.SaveOnnx(file);
        model.SaveOnnx(other, new OnnxOptions { InputLayout = OnnxInputLayout.ChannelsFirst, IncludePreprocessing = true, Preprocessing = Preprocessing.Tf, ClassNames = ["cat", "dog"] });

        var onnx = OnnxModel.Load(file);
        Model read = onnx.Model;
        Console.WriteLine($"{onnx.Producer}, opset {onnx.Opset}: {read.Layers.Count} layers, {read.InputShape}");
        read.Save(keras);
    }
}
