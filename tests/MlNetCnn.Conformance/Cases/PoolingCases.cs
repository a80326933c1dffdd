using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Poolings.</summary>
internal static class PoolingCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("max_pooling", [7, 8, 3], () => [new MaxPooling2D()]),
        Chain("max_pooling_same", [7, 8, 3], () => [new MaxPooling2D(3, 2, Padding.Same)]),
        Chain("max_pooling_stride_beyond_window", [9, 9, 2], () => [new MaxPooling2D(2, (3, 4), Padding.Same)]),
        Chain("max_pooling_channels_first", [3, 7, 7], () => [new MaxPooling2D((2, 3), dataFormat: DataFormat.ChannelsFirst)]),
        Chain("average_pooling", [7, 8, 3], () => [new AveragePooling2D()]),
        Chain("average_pooling_same", [7, 8, 3], () => [new AveragePooling2D(3, 2, Padding.Same)]),
        Chain("average_pooling_same_unit_stride", [5, 5, 2], () => [new AveragePooling2D(3, 1, Padding.Same)]),
        Chain("average_pooling_channels_first", [3, 7, 7], () => [new AveragePooling2D(3, 2, Padding.Same, DataFormat.ChannelsFirst)]),
        Chain("global_average_pooling", [5, 6, 3], () => [new GlobalAveragePooling2D()]),
        Chain("global_average_pooling_keepdims", [5, 6, 3], () => [new GlobalAveragePooling2D(keepDims: true)]),
        Chain("global_average_pooling_channels_first", [3, 5, 6], () => [new GlobalAveragePooling2D(dataFormat: DataFormat.ChannelsFirst)]),
        Chain("global_max_pooling", [5, 6, 3], () => [new GlobalMaxPooling2D()]),
        Chain("global_max_pooling_keepdims_channels_first", [3, 5, 6], () => [new GlobalMaxPooling2D(keepDims: true, dataFormat: DataFormat.ChannelsFirst)]),
    ];
}
