using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Layers that apply a function with settings of its own.</summary>
internal static class FunctionLayerCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("relu", [4, 5, 3], () => [new ReLU()]),
        Chain("relu_with_ceiling", [4, 5, 3], () => [new ReLU(6)]) with { Range = (-10, 10) },
        Chain("relu_with_all", [4, 5, 3], () => [new ReLU(1.5, 0.1, 0.5)]) with { Range = (-3, 3) },
        Chain("relu_with_threshold", [4, 5, 3], () => [new ReLU(threshold: 0.3)]),
        Chain("relu_with_slope", [4, 5, 3], () => [new ReLU(negativeSlope: 0.2)]),
        Chain("leaky_relu_layer", [4, 5, 3], () => [new LeakyReLU()]),
        Chain("elu_layer", [4, 5, 3], () => [new ELU(0.7)]),
        Chain("prelu", [4, 5, 3], () => [new PReLU()]),
        Chain("prelu_shared", [4, 5, 3], () => [new Conv2D(4, 2), new PReLU(sharedAxes: [1, 2])]),
        Chain("prelu_shared_rows", [4, 5, 3], () => [new Conv2D(4, 2), new PReLU(sharedAxes: [1])]),
        Chain("prelu_vector", [6], () => [new PReLU()]),
        Chain("softmax_layer", [4, 5, 3], () => [new Softmax()]),
        Chain("softmax_layer_rows", [4, 5, 3], () => [new Conv2D(3, 2), new Softmax(1)]),
        Chain("softmax_after_conv2d", [4, 5, 3], () => [new Conv2D(3, 2), new Softmax(), new Conv2D(2, 2)]),
    ];
}
