using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests;

/// <summary>Models of tf.keras 2 with TensorFlow functions in them give the numbers of the functions' definitions, and of the net behind them.</summary>
public class TensorFlowFunctionNumbersTests
{
    private static readonly double[] Mean = [103.939, 116.779, 123.68];

    /// <summary>tf.keras.applications.imagenet_utils.preprocess_input, modes tf, torch and caffe; the hard swish of MobileNetV3, relu6(x + 3) / 6.</summary>
    [Theory]
    [InlineData("tf")]
    [InlineData("torch")]
    [InlineData("caffe")]
    [InlineData("hard_swish")]
    public void A_preparation_before_a_net_is_that_preparation(string mode)
    {
        var (layers, prepare) = Preparation(mode);
        var net = Model(layers + ", " + Convolution("op"), "conv");
        var alone = Model(Convolution("i"), "conv");
        foreach (var (weight, other) in net.Weights.Zip(alone.Weights))
        {
            weight.SetValues([.. ReferenceNumbers.Wave(weight.Values.Length, 0.4)]);
            other.SetValues(weight.Values);
        }

        var pixels = ReferenceNumbers.Wave(2 * 5 * 4 * 3, 0.5).Select(v => (float)Math.Round(127.5 + 127 * v)).ToArray();
        var prepared = new float[pixels.Length];
        for (var i = 0; i < pixels.Length; i += 3)
            for (var c = 0; c < 3; c++)
                prepared[i + c] = (float)prepare(pixels.AsSpan(i, 3).ToArray(), c);
        // The preparation itself, and the net behind it.
        Close(prepared, OldFile.Predict(Model(layers, "op"), [pixels])[0].Span);
        Close(OldFile.Predict(alone, [prepared])[0].Span.ToArray(), OldFile.Predict(net, [pixels])[0].Span);
        // What is saved is layers of Keras 3.
        using var saved = new MemoryStream();
        net.Save(saved);
        saved.Position = 0;
        Assert.Equal(OldFile.Predict(net, [pixels])[0].Span.ToArray(), OldFile.Predict(Keras.Model.Load(saved, "again.keras"), [pixels])[0].Span.ToArray());
    }

    private static (string Layers, Func<float[], int, double> Function) Preparation(string mode) => mode switch
    {
        "tf" => (Op("a", "math.truediv", "i", "\"y\": 127.5, \"name\": null") + ", " + Op("op", "math.subtract", "a", "\"y\": 1.0, \"name\": null"), (p, c) => p[c] / 127.5 - 1),
        "torch" => (
            string.Join(", ", Op("a", "math.truediv", "i", "\"y\": 255.0, \"name\": null"), Op("b", "nn.bias_add", "a", "\"bias\": [-0.485, -0.456, -0.406], \"data_format\": \"NHWC\""),
                Op("op", "math.truediv", "b", "\"y\": [0.229, 0.224, 0.225], \"name\": null")),
            (p, c) => (p[c] / 255.0 - ((double[])[0.485, 0.456, 0.406])[c]) / ((double[])[0.229, 0.224, 0.225])[c]),
        "caffe" => (
            Op("a", "__operators__.getitem", "i", "\"slice_spec\": [{\"class_name\": \"__ellipsis__\"}, {\"start\": null, \"stop\": null, \"step\": -1}]").Replace("TFOpLambda", "SlicingOpLambda", StringComparison.Ordinal)
                + ", " + Op("op", "nn.bias_add", "a", "\"bias\": [-103.939, -116.779, -123.68]"),
            (p, c) => p[2 - c] - Mean[c]),
        _ => (
            string.Join(", ", Op("s", "math.subtract", "i", "\"y\": 127.0"), Op("t", "math.multiply", "s", "\"y\": 0.05"), Op("a", "__operators__.add", "t", "\"y\": 3.0, \"name\": null"),
                Op("b", "nn.relu6", "a", string.Empty), Op("c", "math.multiply", "b", "\"y\": 0.16666666666666666, \"name\": null"), Op("op", "math.multiply", "t", "\"y\": [\"c\", 0, 0], \"name\": null")),
            (p, c) => 0.05 * (p[c] - 127.0) is var x ? x * Math.Clamp(x + 3, 0, 6) / 6 : 0),
    };

    private static string Op(string name, string function, string input, string arguments) => $$$"""
        {"class_name": "TFOpLambda", "config": {"name": "{{{name}}}", "trainable": true, "dtype": "float32", "function": "{{{function}}}"}, "name": "{{{name}}}",
          "inbound_nodes": [["{{{input}}}", 0, 0, { {{{arguments}}} }]]}
        """;

    private static string Convolution(string input) => $$$"""
        {"class_name": "Conv2D", "config": {"name": "conv", "trainable": true, "dtype": "float32", "filters": 4, "kernel_size": [3, 3], "padding": "same", "activation": "linear", "use_bias": true},
          "name": "conv", "inbound_nodes": [[["{{{input}}}", 0, 0, {}]]]}
        """;

    private static Model Model(string layers, string output) => Keras.Model.FromJson($$$"""
        {"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 5, 4, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "i"}, "name": "i", "inbound_nodes": []},
          {{{layers}}}], "input_layers": [["i", 0, 0]], "output_layers": [["{{{output}}}", 0, 0]]}, "keras_version": "2.11.0", "backend": "tensorflow"}
        """);

    private static void Close(float[] expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        var most = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-6f * most);
    }
}
