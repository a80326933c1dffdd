using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tests;

/// <summary>Networks small enough for every test.</summary>
internal static class SmallNets
{
    /// <summary>Two convolutions over 16x16 pictures, with and without a head of three classes.</summary>
    public static Sequential Base(bool head = false, (int Height, int Width)? size = null)
    {
        var model = new Sequential([size?.Height ?? 16, size?.Width ?? 16, 3], "small_base")
        {
            new Conv2D(8, 3, padding: Padding.Same, activation: "relu", name: "conv_1"),
            new MaxPooling2D(name: "pool_1"),
            new Conv2D(12, 3, activation: "relu", name: "conv_2"),
            new GlobalAveragePooling2D(name: "pool_2"),
        };
        if (head) model.Add(new Dense(3, "softmax", name: "predictions"));
        model.InitializeWeights(3);
        return model;
    }
}
