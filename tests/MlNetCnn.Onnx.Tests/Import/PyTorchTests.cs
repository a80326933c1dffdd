using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Onnx.Tests.Import;

/// <summary>Networks as PyTorch exports them predict what PyTorch predicts.</summary>
public sealed class PyTorchTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. PyTorchFiles.Names];

    [Theory, MemberData(nameof(Names))]
    public void A_network_of_PyTorch_predicts_the_same(string name)
    {
        var loaded = OnnxModel.Load(PyTorchFiles.Path(name + ".onnx"));
        var model = loaded.Model;
        using var executable = new ManagedEngine().Compile(model);
        var input = Turned(PyTorchFiles.Pictures((int)model.InputShape.Count), model.InputShape, toLast: true);
        var made = executable.Predict([new Tensor(2, model.InputShape, input)])[0];
        var actual = made.Shape.Rank == 3 ? Turned(made.Span, made.Shape, toLast: false) : made.Span.ToArray();
        var expected = PyTorchFiles.Expected(name);
        output.WriteLine($"{name}: {model.Layers.Count} layers, opset {loaded.Opset}, {loaded.Producer}, largest difference {Closeness.MaxDifference(expected, actual):G3} of {expected.Max(Math.Abs):G3}");
        Closeness.AssertClose(expected, actual, absolute: 1e-6, relative: 1e-4, name);
    }

    [Fact]
    public void Networks_become_the_layers_that_Keras_has_for_them()
    {
        var vgg = OnnxModel.Load(PyTorchFiles.Path("vgg.onnx")).Model;
        Assert.Equal(["InputLayer", "Conv2D", "Activation", "MaxPooling2D", "Conv2D", "Activation", "MaxPooling2D", "Flatten", "Dense", "Activation", "Dense", "Activation"], vgg.Layers.Select(layer => layer.GetType().Name).Where(layer => layer != "Dropout"));
        Assert.Equal([12, 10, 3], vgg.InputShape);
        Assert.All(vgg.Layers.OfType<Conv2D>(), layer => Assert.Equal(Padding.Same, layer.Padding));
        var mobile = OnnxModel.Load(PyTorchFiles.Path("mobilenet.onnx")).Model;
        Assert.Equal(2, mobile.Layers.OfType<DepthwiseConv2D>().Count());
        Assert.Equal([2], mobile.Layers.OfType<Conv2D>().Select(layer => layer.Groups).Where(groups => groups > 1));
        Assert.Single(OnnxModel.Load(PyTorchFiles.Path("gelu.onnx")).Model.Layers.OfType<Activation>(), layer => layer.Function == Activations.Gelu);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_imported_network_is_saved_and_loaded_as_any_model(string name)
    {
        var model = OnnxModel.Load(PyTorchFiles.Path(name + ".onnx")).Model;
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        var again = Model.Load(stream, name);
        Assert.Equal(model.Weights.Select(weight => weight.Path), again.Weights.Select(weight => weight.Path));
        Assert.All(model.Weights.Zip(again.Weights), pair => Assert.True(pair.First.Values.SequenceEqual(pair.Second.Values)));
    }

    /// <summary>Two pictures between (channels, rows, columns) and (rows, columns, channels).</summary>
    private static float[] Turned(ReadOnlySpan<float> values, Shape last, bool toLast)
    {
        var (rows, columns, channels) = (last[0], last[1], last[2]);
        var turned = new float[values.Length];
        for (var n = 0; n < 2; n++)
            for (var c = 0; c < channels; c++)
                for (var i = 0; i < rows * columns; i++)
                {
                    var (first, second) = ((n * channels + c) * rows * columns + i, (n * rows * columns + i) * channels + c);
                    if (toLast) turned[second] = values[first];
                    else turned[first] = values[second];
                }

        return turned;
    }
}
