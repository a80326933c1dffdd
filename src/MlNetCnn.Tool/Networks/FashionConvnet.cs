using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Networks;

/// <summary>The convnet for Fashion-MNIST of chapter 8-2 of "Hands-on Machine Learning and Deep Learning Self-Study" (Park Haesun): 333,526 parameters.</summary>
internal static class FashionConvnet
{
    /// <summary>The network, without weights: (28, 28, 1) to 10 classes.</summary>
    public static Model Create() => new Sequential([28, 28, 1], "fashion_convnet")
    {
        new Conv2D(32, 3, padding: Padding.Same, activation: "relu"),
        new MaxPooling2D(2),
        new Conv2D(64, 3, padding: Padding.Same, activation: "relu"),
        new MaxPooling2D(2),
        new Flatten(),
        new Dense(100, "relu"),
        new Dropout(0.4),
        new Dense(10, "softmax"),
    };
}
