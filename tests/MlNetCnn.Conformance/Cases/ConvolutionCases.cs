using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Convolutions of all kinds.</summary>
internal static class ConvolutionCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("conv2d_valid", [7, 9, 3], () => [new Conv2D(5, 3)]),
        Chain("conv2d_same_even_window", [7, 8, 3], () => [new Conv2D(5, (4, 2), padding: Padding.Same, activation: "relu")]),
        Chain("conv2d_same_strided", [8, 9, 3], () => [new Conv2D(4, 3, strides: 2, padding: Padding.Same, useBias: false)]),
        Chain("conv2d_stride_beyond_window", [11, 10, 2], () => [new Conv2D(3, 2, strides: (4, 3), padding: Padding.Same)]),
        Chain("conv2d_dilated", [11, 12, 2], () => [new Conv2D(3, 3, dilationRate: (2, 3), padding: Padding.Same, activation: "tanh")]),
        Chain("conv2d_grouped", [6, 6, 4], () => [new Conv2D(6, 3, groups: 2, padding: Padding.Same)]),
        Chain("conv2d_channels_first", [3, 8, 7], () => [new Conv2D(4, 3, strides: 2, padding: Padding.Same, activation: "relu", dataFormat: DataFormat.ChannelsFirst)]),
        Chain("conv2d_softmax_inside", [5, 5, 3], () => [new Conv2D(4, 1, activation: "softmax")]),
        Chain("conv2d_twice", [8, 8, 3], () => [new Conv2D(4, 3, activation: "relu"), new Conv2D(2, 3, activation: "sigmoid")]),
        Chain("padding_then_conv2d", [7, 7, 3], () => [new ZeroPadding2D(((0, 1), (2, 1))), new Conv2D(4, 3, strides: 2)]),
        Chain("depthwise_valid", [7, 7, 4], () => [new DepthwiseConv2D(3)]),
        Chain("depthwise_same_strided_multiplied", [8, 9, 3], () => [new DepthwiseConv2D(3, strides: 2, padding: Padding.Same, depthMultiplier: 2, activation: "relu")]),
        Chain("depthwise_dilated", [9, 9, 3], () => [new DepthwiseConv2D(3, padding: Padding.Same, dilationRate: 2, useBias: false)]),
        Chain("depthwise_channels_first", [3, 8, 8], () => [new DepthwiseConv2D(3, padding: Padding.Same, depthMultiplier: 2, dataFormat: DataFormat.ChannelsFirst)]),
        Chain("separable", [8, 8, 3], () => [new SeparableConv2D(5, 3, padding: Padding.Same, depthMultiplier: 2, activation: "relu")]),
        Chain("separable_strided", [9, 8, 3], () => [new SeparableConv2D(4, 3, strides: 2, padding: Padding.Same, useBias: false)]),
        Chain("separable_channels_first", [3, 7, 7], () => [new SeparableConv2D(4, 3, dataFormat: DataFormat.ChannelsFirst)]),
        Chain("transposed_valid", [4, 5, 3], () => [new Conv2DTranspose(4, 3, strides: 2)]),
        Chain("transposed_same", [4, 5, 3], () => [new Conv2DTranspose(4, 3, strides: 2, padding: Padding.Same, activation: "relu")]),
        Chain("transposed_same_even_window", [4, 4, 2], () => [new Conv2DTranspose(3, 4, strides: (2, 3), padding: Padding.Same)]),
        Chain("transposed_stride_beyond_window", [4, 3, 2], () => [new Conv2DTranspose(3, 2, strides: 3)]),
        Chain("transposed_stride_beyond_window_same", [4, 3, 2], () => [new Conv2DTranspose(3, 2, strides: 4, padding: Padding.Same)]),
        Chain("transposed_output_padding", [4, 4, 2], () => [new Conv2DTranspose(3, 3, strides: 2, padding: Padding.Same, outputPadding: 1)]),
        Chain("transposed_output_padding_valid", [4, 4, 2], () => [new Conv2DTranspose(3, (3, 2), strides: (3, 2), outputPadding: (2, 0))]),
        Chain("transposed_dilated", [5, 5, 2], () => [new Conv2DTranspose(3, 3, dilationRate: 2, padding: Padding.Same)]),
        Chain("transposed_channels_first", [2, 4, 4], () => [new Conv2DTranspose(3, 3, strides: 2, padding: Padding.Same, dataFormat: DataFormat.ChannelsFirst)]),
    ];
}
