using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Networks;

/// <summary>The last layer of a classifier.</summary>
internal static class Classifier
{
    /// <summary>One sigmoid unit for two classes, as the book has it; a softmax unit per class for more.</summary>
    public static Dense Output(int classes, string? name = null) =>
        classes == 2 ? new Dense(1, "sigmoid", name: name) : new Dense(classes, "softmax", name: name);

    /// <summary>Whether a network decides between two classes with one sigmoid unit.</summary>
    public static bool IsBinary(Model network) => network.OutputShape.Count == 1;
}
