using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Normalizations.</summary>
internal static class NormalizationCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("batch_normalization", [4, 5, 3], () => [new BatchNormalization()]),
        Chain("batch_normalization_plain", [4, 5, 3], () => [new BatchNormalization(center: false, scale: false, epsilon: 0.01)]),
        Chain("batch_normalization_channels_first", [3, 4, 5], () => [new BatchNormalization(axis: 1)]),
        Chain("batch_normalization_vector", [6], () => [new BatchNormalization(scale: false)]),
        Chain("batch_normalization_rows", [4, 6], () => [new BatchNormalization()]),
        Chain("batch_normalization_middle_axis", [4, 5, 3], () => [new BatchNormalization(axis: 2)]),
        Chain("conv2d_batch_normalization", [6, 6, 3], () => [new Conv2D(4, 3), new BatchNormalization(), new ReLU()]),
        Chain("conv2d_without_bias_batch_normalization", [6, 6, 3], () => [new Conv2D(4, 3, useBias: false, padding: Padding.Same), new BatchNormalization(center: false), new ReLU(6)]),
        Chain("depthwise_batch_normalization", [6, 6, 3], () => [new DepthwiseConv2D(3, useBias: false, depthMultiplier: 2), new BatchNormalization()]),
        Chain("transposed_batch_normalization", [4, 4, 3], () => [new Conv2DTranspose(2, 3, strides: 2), new BatchNormalization()]),
        Chain("dense_batch_normalization", [6], () => [new Dense(5), new BatchNormalization(), new Activation("relu"), new Dense(2)]),
        Chain("layer_normalization", [5, 6], () => [new LayerNormalization()]),
        Chain("layer_normalization_picture", [4, 5, 3], () => [new Conv2D(4, 2), new LayerNormalization()]),
        Chain("layer_normalization_axes", [4, 5, 3], () => [new LayerNormalization([1, 2])]),
        Chain("layer_normalization_all_axes", [4, 5, 3], () => [new LayerNormalization([1, 2, 3], center: false)]),
        Chain("layer_normalization_plain", [7], () => [new LayerNormalization(center: false, scale: false)]),
        Chain("group_normalization", [4, 5, 6], () => [new GroupNormalization(3)]),
        Chain("instance_normalization", [4, 5, 4], () => [new Conv2D(6, 2), new GroupNormalization(-1)]),
        Chain("group_normalization_channels_first", [6, 4, 5], () => [new GroupNormalization(2, axis: 1)]),
        Chain("group_normalization_vector", [6], () => [new GroupNormalization(2, scale: false)]),
        Chain("unit_normalization", [4, 5, 3], () => [new UnitNormalization()]),
        Chain("unit_normalization_after_conv2d", [4, 5, 3], () => [new Conv2D(4, 2), new UnitNormalization()]),
        Chain("unit_normalization_axes", [4, 5, 3], () => [new UnitNormalization([1, 2])]),
        Chain("normalization_weights", [4, 5, 3], () => [new Normalization()]),
        Chain("normalization_given", [4, 5, 3], () => [new Normalization(mean: [0.1, -0.2, 0.3], variance: [0.5, 2, 1.5])]),
        Chain("normalization_inverted", [4, 5, 3], () => [new Normalization(mean: [0.1], variance: [0.5], invert: true)]),
        Chain("normalization_middle_axis", [4, 5, 3], () => [new Normalization([2])]),
        Chain("rescaling", [4, 5, 3], () => [new Rescaling(1 / 127.5, -1)]) with { Range = (0, 255) },
        Chain("rescaling_by_channel", [4, 5, 3], () => [new Rescaling([0.5, 2, -1], [0.1, 0, 3]), new Conv2D(2, 2)]),
    ];
}
