using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>What the managed engine's cases leave out because it is nothing to it, and is something to the way that layers are written.</summary>
internal static class LayerCases
{
    private const Padding Same = Padding.Same;
    private const DataFormat First = DataFormat.ChannelsFirst;

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        One("tf_conv_groups_depthwise", [6, 5, 3], () => new Conv2D(6, 3, groups: 3, strides: 2, padding: Same)),
        One("tf_conv_groups_depthwise_strides", [6, 7, 3], () => new Conv2D(3, 3, groups: 3, strides: (1, 2))),
        One("tf_depthwise_strides", [7, 8, 3], () => new DepthwiseConv2D(3, strides: (2, 3), depthMultiplier: 2)),
        One("tf_depthwise_strides_same", [7, 8, 3], () => new DepthwiseConv2D((2, 4), strides: (3, 2), padding: Same)),
        One("tf_depthwise_strides_beyond", [7, 8, 3], () => new DepthwiseConv2D(1, strides: (3, 2), padding: Same)),
        One("tf_separable_dilated_same", [8, 9, 3], () => new SeparableConv2D(4, (3, 2), dilationRate: (2, 3), padding: Same)),
        One("tf_transposed_extra_strides", [3, 4, 2], () => new Conv2DTranspose(3, (4, 2), strides: (3, 2), padding: Same, outputPadding: (2, 0))),
        One("tf_transposed_extra_small", [3, 4, 2], () => new Conv2DTranspose(3, 1, strides: (3, 2), padding: Same, outputPadding: (2, 1))),
        One("tf_transposed_dilated_first", [2, 5, 4], () => new Conv2DTranspose(3, (3, 2), dilationRate: (2, 3), dataFormat: First)),
        One("tf_dense_of_rows", [5, 4], () => new Dense(3, activation: "softmax")),
        One("tf_normalization_axis", [3, 4, 2], () => new Normalization([1], [0.5, -1, 2], [0.25, 4, 0])),
        One("tf_normalization_axes_weights", [3, 4, 2], () => new Normalization([1, 3])),
        One("tf_normalization_invert_weights", [3, 4], () => new Normalization(invert: true)) with { Training = true },
        One("tf_batch_normalization_rows", [6, 4], () => new BatchNormalization()) with { Training = true },
        One("tf_batch_normalization_first", [4, 3, 2], () => new BatchNormalization(axis: 1)),
        One("tf_layer_normalization_first", [4, 3, 2], () => new LayerNormalization([1])),
        One("tf_relu_max", [33], () => new ReLU(maxValue: 2)) with { Scale = 4 },
        One("tf_relu_six", [33], () => new ReLU(maxValue: 6)) with { Scale = 9 },
        One("tf_relu_none", [33], () => new ReLU(maxValue: 0)) with { Scale = 4 },
        One("tf_relu_threshold", [33], () => new ReLU(threshold: 0.75)) with { Scale = 4 },
        One("tf_relu_threshold_max", [33], () => new ReLU(maxValue: 2.5, threshold: 0.75)) with { Scale = 4 },
        One("tf_relu_threshold_above_max", [33], () => new ReLU(maxValue: 0.5, threshold: 0.75)) with { Scale = 4 },
        One("tf_relu_slope", [33], () => new ReLU(negativeSlope: 0.25)) with { Scale = 4 },
        One("tf_prelu_first_axis", [3, 4, 2], () => new PReLU(sharedAxes: [1])),
        One("tf_softmax_axis_first", [3, 4, 2], () => new Softmax(1)),
        One("tf_sparsemax_pictures", [3, 4, 5], () => new Activation("sparsemax")) with { Scale = 2 },
        One("tf_center_crop_one_side", [5, 9, 2], () => new CenterCrop(6, 4)),
        One("tf_center_crop_whole", [5, 4, 2], () => new CenterCrop(5, 4)),
        One("tf_random_crop_larger", [4, 5, 2], () => new RandomCrop(6, 5)),
        One("tf_resizing_pad_nearest", [5, 3, 2], () => new Resizing(6, 7, Interpolation.Nearest, padToAspectRatio: true, fillValue: -0.5)),
        One("tf_resizing_nearest_down", [14, 9, 2], () => new Resizing(6, 4, Interpolation.Nearest)),
        One("tf_resizing_crop", [9, 5, 2], () => new Resizing(4, 4, Interpolation.Bicubic, cropToAspectRatio: true)),
        One("tf_flatten_first", [3, 4, 2], () => new Flatten(First)),
        One("tf_repeat", [3], () => new RepeatVector(1)),
        One("tf_conv_softmax_first", [2, 5, 6], () => new Conv2D(4, 2, activation: "relu", dataFormat: First)),
        Many("tf_first", [3, 9, 8], () =>
        [
            new Conv2D(4, 3, padding: Same, dataFormat: First), new BatchNormalization(axis: 1), new ReLU(), new Dropout(0.5), new MaxPooling2D(dataFormat: First), new ZeroPadding2D(dataFormat: First),
            new DepthwiseConv2D(3, dataFormat: First, activation: "tanh"), new Activation("softmax"), new Rescaling(2), new GlobalAveragePooling2D(dataFormat: First), new Dense(3),
        ]),
        Many("tf_first_training", [3, 9, 8], () =>
        [
            new Conv2D(4, 3, padding: Same, useBias: false, dataFormat: First), new BatchNormalization(axis: 1), new ReLU(), new Dropout(0.5), new GaussianNoise(0.5), new AlphaDropout(0.25),
            new SpatialDropout2D(0.5, dataFormat: First), new GaussianDropout(0.25), new Dropout(0.5, noiseShape: [-1, 1, -1, 1]), new Conv2D(4, 3, dataFormat: First), new Flatten(), new Dense(3),
        ]) with { Training = true },
        new("tf_first_branches", 2, () =>
        {
            var x = KerasTensor.Input([3, 6, 5]);
            var a = new Conv2D(4, 3, padding: Same, dataFormat: First, activation: "relu").Call(x);
            var b = new Conv2D(4, 1, dataFormat: First).Call(a);
            var sum = new Add().Call(a, b);
            var c = new Concatenate(1).Call(sum, x);
            return new Model(x, new Dense(2).Call(new Flatten(First).Call(new Softmax(1).Call(c))));
        }),
        new("tf_ranks", 3, () =>
        {
            KerasTensor a = KerasTensor.Input([4, 3, 5]), b = KerasTensor.Input([5]);
            return new Model([a, b], [new Subtract().Call(new Multiply().Call(a, b), b)]);
        }),
    ];

    private static ConformanceCase One(string name, Shape shape, Func<Layer> layer) => Many(name, shape, () => [layer()]);

    private static ConformanceCase Many(string name, Shape shape, Func<Layer[]> layers) => new(name, 3, () =>
    {
        var net = new Sequential(shape);
        foreach (var layer in layers()) net.Add(layer);
        return net;
    });
}
