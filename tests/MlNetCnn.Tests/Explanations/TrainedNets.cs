using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tests.Explanations;

/// <summary>A net that learns the pictures of <see cref="Trainers.ConvNetData"/> in a moment.</summary>
internal static class TrainedNets
{
    public static ConvNetOptions Options => new() { Epochs = 6, BatchSize = 8, Optimizer = new RmsProp(5e-3), Rescale = 1f / 255, Seed = 1 };

    /// <summary>Two convolutions over 8x8 pixels; one output is a sigmoid, several are a softmax.</summary>
    public static Sequential Small(int outputs)
    {
        var model = new Sequential([8, 8, 3], "small")
        {
            new Conv2D(6, 3, padding: Padding.Same, activation: "relu", name: "conv_1"),
            new Conv2D(8, 3, padding: Padding.Same, activation: "relu", name: "conv_2"),
            new MaxPooling2D(name: "pool"),
            new Flatten(name: "flatten"),
            new Dense(outputs, outputs == 1 ? "sigmoid" : "softmax", name: "predictions"),
        };
        model.InitializeWeights(2);
        return model;
    }
}
