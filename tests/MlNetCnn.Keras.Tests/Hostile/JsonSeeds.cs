using System.Text;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>Sound architectures of all layers and forms, from which damaged ones are made.</summary>
internal static class JsonSeeds
{
    public static readonly string[] All = [.. Make()];

    private static IEnumerable<string> Make()
    {
        var input = KerasTensor.Input([16, 16, 3], "in");
        var x = new ZeroPadding2D(1).Call(new Conv2D(4, 3, strides: 2, padding: Padding.Same, activation: "relu").Call(input));
        var y = new BatchNormalization().Call(new DepthwiseConv2D(3).Call(x));
        var z = new Sequential { new GlobalAveragePooling2D(), new Reshape([2, -1]), new Flatten(), new Dropout(0.1), new Dense(3, "softmax") }.Call(new Concatenate(1).Call(y, y));
        yield return new Model([input], [z, new MaxPooling2D().Call(y)], "fuzzed").ToJson();
        var w = new SeparableConv2D(4, 3, depthwiseRegularizer: new L1L2(1, 2), pointwiseConstraint: new MaxNorm(2, [0, 1])).Call(new Normalization([1, 3]).Call(input));
        w = new UpSampling2D().Call(new Conv2DTranspose(3, 2, 2, outputPadding: 1).Call(new PReLU(sharedAxes: [1, 2]).Call(w)));
        w = new Minimum().Call(w, new Permute([2, 1, 3]).Call(new Cropping2D(2).Call(new ZeroPadding2D(2, DataFormat.ChannelsLast).Call(w))), new GlobalMaxPooling2D().Call(w));
        yield return new Model(input, new Normalization(mean: [1], variance: [1]).Call(new SpatialDropout2D(0.5).Call(w)), "decoder").ToJson();
        yield return """
            {"class_name": "Model", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [null, 8, 8, 3]}, "inbound_nodes": []},
              {"class_name": "Sequential", "name": "s", "config": [{"class_name": "Conv2D", "config": {"name": "c", "filters": 2, "kernel_size": [3, 3], "batch_input_shape": [null, 8, 8, 3],
                "kernel_initializer": {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform"}}}}], "inbound_nodes": [[["i", 0, 0, {}]]]},
              {"class_name": "Activation", "name": "a", "config": {"name": "a", "activation": "relu"}, "inbound_nodes": [[["s", 1, 0, {}]]]}],
              "input_layers": [["i", 0, 0]], "output_layers": [["a", 0, 0]]}, "keras_version": "2.2.4"}
            """;
        yield return Encoding.UTF8.GetString(TinyFiles.Bytes("tiny.json"));
    }
}
