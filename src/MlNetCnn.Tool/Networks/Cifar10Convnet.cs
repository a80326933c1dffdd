using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Networks;

/// <summary>
/// A convnet for CIFAR-10 with 684,746 parameters: 3x3 convolutions of 32, 64, 128 and 256 filters, a dense layer of 128 with dropout 0.5, a softmax.
/// </summary>
internal static class Cifar10Convnet
{
    /// <summary>The network, without weights: (32, 32, 3) to 10 classes.</summary>
    public static Model Create() => new Sequential([32, 32, 3], "cifar10_convnet")
    {
        new Conv2D(32, 3, activation: "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 3, activation: "relu"),
        new Conv2D(128, 3, activation: "relu"),
        new MaxPooling2D(2),
        new Conv2D(256, 3, activation: "relu"),
        new Flatten(),
        new Dense(128, "relu"),
        new Dropout(0.5),
        new Dense(10, "softmax"),
    };
}
