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
        yield return """
            {"class_name": "Sequential", "config": [{"class_name": "Convolution2D", "config": {"name": "c", "nb_filter": 2, "nb_row": 3, "nb_col": 3, "subsample": [1, 1], "border_mode": "same",
                "dim_ordering": "tf", "init": "glorot_uniform", "activation": "hard_sigmoid", "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01}, "bias": true,
                "batch_input_shape": [null, 8, 8, 3], "trainable": true}},
              {"class_name": "MaxPooling2D", "config": {"name": "p", "pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid", "dim_ordering": "tf"}},
              {"class_name": "Flatten", "config": {"name": "f"}}, {"class_name": "Dropout", "config": {"name": "o", "p": 0.5}},
              {"class_name": "Dense", "config": {"name": "d", "output_dim": 2, "init": "uniform", "activation": "softmax", "bias": true, "input_dim": null}}], "keras_version": "1.2.2"}
            """;
        yield return """
            {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
              {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 8, 8, 3], "dtype": "float32", "name": "i"}, "registered_name": null, "name": "i", "inbound_nodes": []},
              {"module": "keras.src.ops.numpy", "class_name": "Multiply", "config": {"name": "a"}, "registered_name": "Multiply", "name": "a",
               "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 8, 8, 3], "dtype": "float32", "keras_history": ["i", 0, 0]}}, 0.5], "kwargs": {}}]},
              {"module": "keras.src.ops.nn", "class_name": "Gelu", "config": {"name": "g", "approximate": true}, "registered_name": "Gelu", "name": "g",
               "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 8, 8, 3], "dtype": "float32", "keras_history": ["a", 0, 0]}}], "kwargs": {}}]},
              {"module": "keras.src.ops.numpy", "class_name": "Mean", "config": {"name": "b", "axis": [1, 2], "keepdims": false}, "registered_name": "Mean", "name": "b",
               "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 8, 8, 3], "dtype": "float32", "keras_history": ["g", 0, 0]}}], "kwargs": {}}]}],
              "input_layers": [["i", 0, 0]], "output_layers": [["b", 0, 0]]}, "registered_name": "Functional"}
            """;
        yield return TensorFlowFunctionTests.Every;
    }
}
