using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Dense layers, after all that they come after.</summary>
internal static class DenseCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("dense", [6], () => [new Dense(4)]),
        Chain("dense_without_bias_softmax", [6], () => [new Dense(4, "softmax", useBias: false)]),
        Chain("dense_over_rows", [5, 6], () => [new Dense(4, "tanh")]),
        Chain("dense_over_pictures", [3, 4, 5], () => [new Dense(2, "sigmoid")]),
        Chain("conv2d_dense_over_pictures", [5, 5, 2], () => [new Conv2D(3, 2), new Dense(4, "relu"), new Dense(2)]),
        Chain("flatten_then_dense", [6, 5, 2], () => [new Conv2D(3, 3, activation: "relu"), new Flatten(), new Dense(4)]),
        Chain("flatten_dropout_dense", [6, 5, 2], () => [new Conv2D(3, 3, activation: "relu"), new MaxPooling2D(), new Flatten(), new Dropout(0.5), new Dense(4, "softmax")]),
        Chain("flatten_normalization_dense", [6, 5, 2], () => [new Conv2D(3, 3), new Flatten(), new BatchNormalization(), new Dense(4)]),
        Chain("flatten_channels_first_then_dense", [2, 6, 5], () => [new Conv2D(3, 3, dataFormat: DataFormat.ChannelsFirst), new Flatten(DataFormat.ChannelsFirst), new Dense(4)]),
        Chain("flatten_picture_itself", [4, 3, 2], () => [new Flatten(), new Dense(3)]),
        Chain("flatten_wide_then_dense", [1, 1, 8], () => [new Conv2D(5, 1), new Flatten(), new Dense(3)]),
    ];
}
