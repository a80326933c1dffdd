using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Layers that move values about.</summary>
internal static class ShapeCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("flatten_after_conv2d", [5, 5, 2], () => [new Conv2D(3, 2), new Flatten()]),
        Chain("flatten_channels_first", [2, 4, 5], () => [new Flatten(DataFormat.ChannelsFirst)]),
        Chain("reshape", [4, 6], () => [new Reshape([2, 3, 4])]),
        Chain("reshape_after_conv2d", [5, 5, 2], () => [new Conv2D(6, 2), new Reshape([-1, 3]), new Dense(2)]),
        Chain("reshape_global_pooling", [4, 4, 2], () => [new Conv2D(5, 2), new GlobalAveragePooling2D(), new Reshape([1, 1, 5]), new Conv2D(3, 1), new Reshape([3])]),
        Chain("permute", [3, 4, 5], () => [new Permute([3, 1, 2])]),
        Chain("permute_to_channels_first", [6, 6, 2], () => [new Conv2D(3, 3), new Permute([3, 1, 2])]),
        Chain("permute_rows", [4, 5], () => [new Permute([2, 1]), new Dense(3)]),
        Chain("repeat_vector", [4], () => [new RepeatVector(3)]),
        Chain("zero_padding", [4, 5, 2], () => [new ZeroPadding2D(((1, 2), (0, 3)))]),
        Chain("zero_padding_channels_first", [2, 4, 5], () => [new ZeroPadding2D((1, 2), DataFormat.ChannelsFirst)]),
        Chain("zero_padding_before_pooling", [6, 6, 2], () => [new Conv2D(3, 3), new ZeroPadding2D(1), new MaxPooling2D(3, 2)]),
        Chain("cropping", [6, 7, 2], () => [new Cropping2D(((1, 2), (0, 3)))]),
        Chain("cropping_after_conv2d", [6, 7, 2], () => [new Conv2D(3, 2), new Cropping2D(1)]),
        Chain("cropping_channels_first", [2, 6, 7], () => [new Cropping2D((1, 2), DataFormat.ChannelsFirst)]),
    ];
}
