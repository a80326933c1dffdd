using System.Text.Json;
using MlNetCnn.Compute;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Real;

/// <summary>A network that is no application here, from a Keras 1 file whose weights are named <c>uniform1</c>, <c>conv1_b</c> ..., by order, against torch (Reference/make_squeezenet.py).</summary>
public sealed class SqueezeNetTests
{
    [Fact]
    public void Odd_names_load_by_order_and_the_elephants_features_are_torchs()
    {
        var model = SqueezeNet();
        var report = model.LoadWeights(TestData.Path("imagenet", "squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5"));
        Assert.Equal(model.Layers.Where(l => l is Conv2D).Select(l => l.Name), report.Loaded);
        Assert.Equal((25, 0, 0, 722_496L), (report.Loaded.Count, report.Missing.Count, report.Ignored.Count, model.CountParams()));

        var pixels = ImageFile.Load(TestData.Path("reference", "elephant_224_nearest.png")).ToRgb().ToFloatArray();
        PixelPreprocessing.Apply(Preprocessing.Caffe, pixels);
        using var executable = new ManagedEngine().Compile(model);
        var features = executable.Predict([new Tensor(1, [224, 224, 3], pixels)])[0];
        Assert.Equal([13, 13, 512], features.Shape);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "squeezenet.json")));
        var norm = Math.Sqrt(features.Span.ToArray().Sum(v => (double)v * v));
        Assert.Equal(json.RootElement.GetProperty("norm").GetDouble(), norm, norm * 1e-5);
        Assert.Equal(json.RootElement.GetProperty("zeros").GetDouble(), features.Span.ToArray().Average(v => v == 0 ? 1.0 : 0), 1e-4);
        var means = json.RootElement.GetProperty("means").EnumerateArray().Select(v => v.GetSingle()).ToArray();
        var found = Enumerable.Range(0, means.Length).Select(i => (float)Enumerable.Range(0, 13 * 13).Average(p => (double)features.Span[p * 512 + i * 16])).ToArray();
        // Means of values up to some hundreds, of which most are 0.
        Closeness.AssertClose(means, found, 2e-4, 2e-5);
    }

    /// <summary>SqueezeNet 1.1 without its top, with relus in the convolutions.</summary>
    private static Model SqueezeNet()
    {
        var input = KerasTensor.Input([224, 224, 3]);
        var x = new Conv2D(64, 3, 2, activation: Activations.Relu, name: "conv1").Call(input);
        x = new MaxPooling2D(3, 2).Call(x);
        int[] squeezed = [16, 16, 32, 32, 48, 48, 64, 64];
        for (var i = 0; i < squeezed.Length; i++)
        {
            var fire = $"fire{i + 2}";
            x = new Conv2D(squeezed[i], 1, activation: Activations.Relu, name: fire + "_squeeze1x1").Call(x);
            var narrow = new Conv2D(4 * squeezed[i], 1, activation: Activations.Relu, name: fire + "_expand1x1").Call(x);
            var wide = new Conv2D(4 * squeezed[i], 3, padding: Padding.Same, activation: Activations.Relu, name: fire + "_expand3x3").Call(x);
            x = new Concatenate(name: fire + "_concat").Call(narrow, wide);
            if (i is 1 or 3) x = new MaxPooling2D(3, 2).Call(x);
        }

        return new Model(input, x, "squeezenet");
    }
}
