using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>
/// The list. Each case has its twin in Reference/make_conformance.py; a new layer comes with a case here and a line there.
/// </summary>
internal static class ConformanceCases
{
    private const Padding Same = Padding.Same;
    private const DataFormat First = DataFormat.ChannelsFirst;

    public static IReadOnlyList<ConformanceCase> All { get; } = [.. Convolutions(), .. Normalizations(), .. Shapes(), .. Functions(), .. Merges(), .. Nets()];

    public static ConformanceCase Get(string name) => All.First(c => c.Name == name);

    private static ConformanceCase One(string name, int batch, Shape shape, Func<Layer> layer) => Many(name, batch, shape, () => [layer()]);

    private static ConformanceCase Many(string name, int batch, Shape shape, Func<Layer[]> layers) => new(name, batch, () =>
    {
        var net = new Sequential(shape);
        foreach (var layer in layers()) net.Add(layer);
        return net;
    });

    private static ConformanceCase Merging(string name, Shape[] shapes, Func<Layer> layer) => new(name, 2, () =>
    {
        KerasTensor[] inputs = [.. shapes.Select(s => KerasTensor.Input(s))];
        return new Model(inputs, [layer().Call(inputs)]);
    });

    private static IEnumerable<ConformanceCase> Convolutions() =>
    [
        One("conv", 2, [7, 6, 3], () => new Conv2D(5, 3)),
        One("conv_same_even", 2, [6, 8, 3], () => new Conv2D(5, (2, 4), padding: Same)),
        One("conv_stride_same_even", 2, [6, 8, 3], () => new Conv2D(5, 3, strides: 2, padding: Same)),
        One("conv_stride_same_odd", 2, [7, 9, 3], () => new Conv2D(5, 3, strides: (2, 3), padding: Same, activation: "relu")) with { Kinked = true },
        One("conv_stride_valid", 2, [8, 9, 3], () => new Conv2D(4, (3, 2), strides: (3, 2), activation: "tanh")),
        One("conv_stride_beyond_kernel", 2, [7, 8, 3], () => new Conv2D(4, 1, strides: (2, 3), padding: Same)),
        One("conv_dilated", 2, [9, 8, 3], () => new Conv2D(4, 3, dilationRate: (2, 3))),
        One("conv_dilated_same", 1, [8, 9, 2], () => new Conv2D(4, (3, 2), dilationRate: 2, padding: Same, activation: "gelu")),
        One("conv_groups", 2, [5, 6, 6], () => new Conv2D(9, 3, groups: 3, padding: Same, useBias: false)),
        One("conv_groups_stride", 2, [7, 6, 4], () => new Conv2D(6, (3, 2), groups: 2, strides: 2, activation: "sigmoid")),
        One("conv_point", 2, [5, 4, 18], () => new Conv2D(19, 1, activation: "relu")) with { Kinked = true },
        One("conv_wide", 1, [6, 5, 17], () => new Conv2D(33, (5, 3), padding: Same, activation: "relu6")) with { Kinked = true },
        One("conv_picture", 1, [17, 15, 3], () => new Conv2D(16, 3, padding: Same, activation: "relu")) with { Kinked = true },
        One("conv_softmax", 2, [4, 5, 3], () => new Conv2D(7, 2, activation: "softmax")),
        One("winograd_same", 1, [11, 13, 32], () => new Conv2D(32, 3, padding: Same, activation: "relu")) with { Kinked = true, Winograd = true },
        One("winograd_valid", 1, [13, 10, 33], () => new Conv2D(32, 3, useBias: false)) with { Winograd = true },
        One("winograd_nines", 2, [9, 9, 32], () => new Conv2D(18, 3, padding: Same, activation: "tanh")) with { Winograd = true },
        Many("winograd_pool", 2, [10, 13, 32], () => [new Conv2D(32, 3, padding: Same, activation: "relu"), new MaxPooling2D()]) with { Kinked = true, Winograd = true },
        One("conv_first", 2, [3, 8, 7], () => new Conv2D(5, (3, 2), strides: 2, padding: Same, activation: "tanh", dataFormat: First)),
        One("depthwise", 2, [7, 6, 5], () => new DepthwiseConv2D(3)),
        One("depthwise_same_multiplier", 2, [6, 7, 3], () => new DepthwiseConv2D((2, 3), depthMultiplier: 2, padding: Same, activation: "relu")) with { Kinked = true },
        One("depthwise_stride", 2, [8, 7, 19], () => new DepthwiseConv2D(3, strides: 2, padding: Same, useBias: false)),
        One("depthwise_dilated", 1, [9, 8, 4], () => new DepthwiseConv2D((3, 2), dilationRate: 2, activation: "sigmoid")),
        One("depthwise_first", 2, [3, 6, 7], () => new DepthwiseConv2D(3, strides: 2, depthMultiplier: 2, padding: Same, dataFormat: First)),
        One("separable", 2, [7, 6, 3], () => new SeparableConv2D(7, 3, depthMultiplier: 2, activation: "relu")) with { Kinked = true },
        One("separable_stride_same", 2, [7, 8, 4], () => new SeparableConv2D(5, (3, 2), strides: 2, padding: Same)),
        One("separable_first", 2, [3, 6, 7], () => new SeparableConv2D(5, 3, depthMultiplier: 2, padding: Same, dataFormat: First)),
        One("transposed", 2, [4, 5, 3], () => new Conv2DTranspose(6, 3)),
        One("transposed_stride_same", 2, [4, 3, 3], () => new Conv2DTranspose(5, (3, 4), strides: 2, padding: Same, activation: "relu")) with { Kinked = true },
        One("transposed_stride_valid", 2, [3, 4, 3], () => new Conv2DTranspose(5, (2, 3), strides: (3, 2), useBias: false)),
        One("transposed_dilated", 1, [4, 5, 2], () => new Conv2DTranspose(4, (3, 2), dilationRate: 2, padding: Same)),
        One("transposed_extra", 2, [3, 4, 3], () => new Conv2DTranspose(4, 3, strides: 2, outputPadding: 1)),
        One("transposed_extra_same", 2, [3, 4, 3], () => new Conv2DTranspose(4, 3, strides: 2, padding: Same, outputPadding: 1)),
        One("transposed_first", 2, [3, 4, 3], () => new Conv2DTranspose(5, 3, strides: 2, padding: Same, dataFormat: First)),
    ];

    private static IEnumerable<ConformanceCase> Normalizations() =>
    [
        One("dense", 5, [13], () => new Dense(7)),
        One("dense_softmax", 3, [35], () => new Dense(18, activation: "softmax")),
        One("dense_of_pictures", 2, [3, 4, 5], () => new Dense(6, activation: "relu", useBias: false)) with { Kinked = true },
        One("batch_normalization", 3, [4, 3, 5], () => new BatchNormalization()),
        One("batch_normalization_training", 3, [4, 3, 5], () => new BatchNormalization()) with { Training = true, Scale = 2 },
        One("batch_normalization_training_dense", 7, [19], () => new BatchNormalization(epsilon: 1e-5, center: false)) with { Training = true },
        One("batch_normalization_training_axis", 3, [3, 4, 2], () => new BatchNormalization(axis: 1, scale: false)) with { Training = true },
        One("batch_normalization_frozen", 3, [4, 3, 5], () => new BatchNormalization { Trainable = false }) with { Training = true },
        Many("convolutions_normalized", 2, [7, 6, 3], () =>
        [
            new Conv2D(18, 3, padding: Same, useBias: false), new BatchNormalization(), new ReLU(),
            new DepthwiseConv2D(3, padding: Same, useBias: false), new BatchNormalization(),
        ]) with { Kinked = true },
        Many("convolutions_normalized_training", 3, [7, 6, 3], () =>
            [new Conv2D(18, 3, padding: Same, useBias: false), new BatchNormalization(), new ReLU(), new GlobalAveragePooling2D(), new Dense(4)]) with { Kinked = true, Training = true },
        One("rescaling", 2, [3, 4, 2], () => new Rescaling(1 / 127.5, -1)) with { Scale = 255 },
        One("normalization", 2, [3, 4, 3], () => new Normalization(mean: [0.5, -1, 2], variance: [0.25, 4, 0.5])),
        One("normalization_weights", 2, [3, 4, 3], () => new Normalization()),
        One("normalization_invert", 2, [3, 4], () => new Normalization([], [0.5], [0.25], invert: true)),
        One("rescaling_by_channel", 2, [3, 4, 3], () => new Rescaling([0.5, 2, -1.5], [1, 0, 0.25])),
        One("layer_normalization", 3, [4, 3, 5], () => new LayerNormalization()) with { Scale = 2 },
        One("layer_normalization_dense", 3, [135], () => new LayerNormalization(epsilon: 1e-6)),
        One("layer_normalization_axes", 3, [4, 3, 5], () => new LayerNormalization([1, 2])),
        One("layer_normalization_whole", 2, [4, 3, 5], () => new LayerNormalization([1, 2, 3], center: false)),
        One("layer_normalization_plain", 2, [4, 3, 5], () => new LayerNormalization([1, 3], center: false, scale: false)),
        One("group_normalization", 3, [4, 3, 6], () => new GroupNormalization(3)) with { Scale = 2 },
        One("group_normalization_one", 3, [4, 3, 6], () => new GroupNormalization(1, center: false)),
        One("group_normalization_each", 3, [4, 3, 6], () => new GroupNormalization(-1, epsilon: 1e-5, scale: false)),
        One("group_normalization_dense", 3, [12], () => new GroupNormalization(4)),
        One("group_normalization_first", 3, [6, 4, 3], () => new GroupNormalization(2, axis: 1)),
        One("unit_normalization", 3, [4, 3, 5], () => new UnitNormalization()),
        One("unit_normalization_axes", 3, [4, 3, 5], () => new UnitNormalization([1, 2])),
    ];

    private static IEnumerable<ConformanceCase> Shapes() =>
    [
        One("max_pool", 2, [6, 7, 5], () => new MaxPooling2D()) with { Kinked = true },
        One("max_pool_same", 2, [6, 7, 5], () => new MaxPooling2D(3, 2, Same)) with { Kinked = true },
        One("max_pool_overlap", 2, [7, 6, 17], () => new MaxPooling2D((3, 2), (1, 2))) with { Kinked = true },
        One("max_pool_first", 2, [3, 6, 5], () => new MaxPooling2D(2, (2, 1), Same, First)) with { Kinked = true },
        One("average_pool", 2, [6, 7, 5], () => new AveragePooling2D()),
        One("average_pool_same", 2, [6, 7, 5], () => new AveragePooling2D(3, 2, Same)),
        One("average_pool_overlap", 2, [7, 6, 17], () => new AveragePooling2D((3, 2), (1, 2))),
        One("average_pool_first", 2, [3, 6, 5], () => new AveragePooling2D(2, (2, 1), Same, First)),
        One("global_average_pool", 2, [3, 5, 7], () => new GlobalAveragePooling2D()),
        One("global_average_pool_keep_first", 2, [3, 4, 5], () => new GlobalAveragePooling2D(keepDims: true, dataFormat: First)),
        One("global_max_pool", 2, [3, 5, 7], () => new GlobalMaxPooling2D()) with { Kinked = true },
        One("global_max_pool_first", 2, [3, 5, 4], () => new GlobalMaxPooling2D(dataFormat: First)) with { Kinked = true },
        One("zero_padding", 2, [3, 4, 2], () => new ZeroPadding2D(((1, 2), (3, 0)))),
        One("zero_padding_first", 2, [2, 3, 4], () => new ZeroPadding2D((1, 2), First)),
        One("cropping", 2, [6, 7, 3], () => new Cropping2D(((1, 2), (0, 2)))),
        One("cropping_first", 2, [3, 6, 7], () => new Cropping2D(((2, 1), (1, 3)), First)),
        One("up_sampling", 2, [3, 4, 3], () => new UpSampling2D((2, 3))),
        One("up_sampling_bilinear", 2, [3, 4, 3], () => new UpSampling2D((2, 3), Interpolation.Bilinear)),
        One("up_sampling_first", 2, [3, 2, 4], () => new UpSampling2D(2, Interpolation.Bilinear, First)),
        One("up_sampling_bicubic", 2, [4, 5, 3], () => new UpSampling2D((2, 3), Interpolation.Bicubic)),
        One("up_sampling_lanczos3", 2, [4, 5, 3], () => new UpSampling2D((3, 2), Interpolation.Lanczos3)),
        One("up_sampling_lanczos5", 2, [4, 5, 3], () => new UpSampling2D(2, Interpolation.Lanczos5)),
        One("resizing", 2, [7, 5, 3], () => new Resizing(4, 9)),
        One("resizing_nearest", 2, [7, 5, 3], () => new Resizing(4, 9, Interpolation.Nearest)),
        One("resizing_bicubic", 2, [7, 5, 3], () => new Resizing(4, 9, Interpolation.Bicubic)),
        One("resizing_antialias", 2, [9, 11, 3], () => new Resizing(4, 3, antialias: true)),
        One("resizing_bicubic_antialias", 2, [9, 11, 3], () => new Resizing(4, 3, Interpolation.Bicubic, antialias: true)),
        One("resizing_lanczos3_antialias", 2, [9, 11, 3], () => new Resizing(4, 3, Interpolation.Lanczos3, antialias: true)),
        One("resizing_crop_first", 2, [3, 7, 9], () => new Resizing(4, 4, cropToAspectRatio: true, dataFormat: First)),
        One("resizing_pad", 2, [4, 9, 3], () => new Resizing(6, 6, padToAspectRatio: true, fillValue: 0.75)),
        One("center_crop", 2, [7, 6, 3], () => new CenterCrop(4, 3)),
        One("center_crop_larger", 2, [5, 6, 3], () => new CenterCrop(10, 12)),
        One("random_crop", 2, [8, 6, 3], () => new RandomCrop(2, 3)),
        One("repeat_vector", 3, [5], () => new RepeatVector(4)),
        // Outside of training these do nothing; AugmentationTests have what they do in training.
        Many("augmentation", 3, [4, 5, 2], () =>
        [
            new RandomFlip(), new RandomRotation(0.2), new RandomZoom(0.2), new RandomTranslation(0.2, 0.2), new RandomContrast(0.2), new RandomBrightness(0.2), new Identity(),
            new ActivityRegularization(1, 1), new AlphaDropout(0.5),
        ]),
        Many("flatten", 2, [3, 4, 2], () => [new Flatten(), new Dense(3)]),
        Many("reshape", 2, [3, 4, 2], () => [new Reshape([6, 4]), new Softmax()]),
        Many("permute", 2, [3, 4, 5], () => [new Permute([3, 1, 2]), new Softmax()]),
        // Outside of training these do nothing; NoiseConformanceTests have what they do in training.
        Many("identities", 3, [4, 3, 2], () => [new Dropout(0.5), new SpatialDropout2D(0.5), new GaussianNoise(1), new GaussianDropout(0.5)]),
    ];

    private static IEnumerable<ConformanceCase> Functions() =>
    [
        .. Activations.All.Select(a => One($"activation_{a.Name}", 3, [37], () => new Activation(a)) with
        {
            Scale = a.Name.Contains("hard", StringComparison.Ordinal) || a.Name == "relu6" ? 8 : 4,
            Kinked = ((string[])["relu", "hard", "selu", "soft_shrink", "sparse"]).Any(part => a.Name.Contains(part, StringComparison.Ordinal)),
        }),
        One("relu_layer", 2, [33], () => new ReLU(3, 0.1, 0.5)) with { Kinked = true, Scale = 5 },
        One("leaky_relu_layer", 2, [33], () => new LeakyReLU()) with { Kinked = true },
        One("elu_layer", 2, [33], () => new ELU(0.7)) with { Kinked = true, Scale = 3 },
        One("prelu_layer", 2, [3, 4, 5], () => new PReLU()) with { Kinked = true },
        One("prelu_layer_shared", 2, [3, 4, 5], () => new PReLU(sharedAxes: [1, 2])) with { Kinked = true },
        One("softmax_layer_axis", 2, [3, 4, 5], () => new Softmax(2)) with { Scale = 3 },
        One("softmax_layer", 2, [3, 4, 5], () => new Softmax()) with { Scale = 3 },
    ];

    private static IEnumerable<ConformanceCase> Merges()
    {
        Shape whole = [3, 4, 5], channels = [1, 1, 5], rows = [3, 1, 1];
        foreach (var (name, make, three, kinked) in new (string, Func<Layer>, bool, bool)[]
        {
            ("add", () => new Add(), true, false), ("subtract", () => new Subtract(), false, false), ("multiply", () => new Multiply(), true, false),
            ("average", () => new Average(), true, false), ("maximum", () => new Maximum(), true, true), ("minimum", () => new Minimum(), true, true),
        })
        {
            yield return Merging(name, three ? [whole, whole, whole] : [whole, whole], make) with { Kinked = kinked };
            yield return Merging($"{name}_broadcast", three ? [whole, channels, rows] : [whole, channels], make) with { Kinked = kinked };
        }

        yield return Merging("dot", [whole, [6, 4]], () => new Dot(2));
        yield return Merging("dot_normalized", [[4, 7], [7, 2]], () => new Dot(2, 1, normalize: true)) with { Batch = 3 };
        yield return Merging("dot_vectors", [[7], [7]], () => new Dot(-1)) with { Batch = 3 };
        yield return Merging("squeeze_excite", [whole, channels], () => new Multiply());
        yield return Merging("concatenate", [whole, [3, 4, 1], [3, 4, 2]], () => new Concatenate());
        yield return Merging("concatenate_axis", [[3, 4, 2], [2, 4, 2]], () => new Concatenate(1));
    }

    private static IEnumerable<ConformanceCase> Nets()
    {
        yield return Many("nested_model", 2, [6, 8, 3], () =>
        [
            new Sequential([6, 8, 3], "inner") { new Conv2D(6, 3, padding: Same, activation: "relu"), new MaxPooling2D() },
            new Flatten(), new Dense(5),
        ]) with { Kinked = true };
        yield return new("shared_layer", 2, () =>
        {
            KerasTensor a = KerasTensor.Input([5, 6, 2]), b = KerasTensor.Input([5, 6, 2]);
            var shared = new Conv2D(4, 3, activation: "tanh");
            var (y, z) = (shared.Call(a), shared.Call(b));
            return new Model([a, b], [new Add().Call(new Multiply().Call(y, z), y)]);
        });
        yield return new("residual", 2, () =>
        {
            var x = KerasTensor.Input([9, 7, 3]);
            var y = new Conv2D(16, 3, padding: Same, activation: "relu").Call(x);
            var z = new Activation("relu").Call(new Add().Call(y, new Conv2D(16, 3, padding: Same).Call(y)));
            return new Model(x, new Dense(3).Call(new GlobalAveragePooling2D().Call(z)));
        }) { Kinked = true };
    }
}
