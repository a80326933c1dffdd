using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Tool.Networks;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>
/// A small net whose last convolution still has a quarter of the picture's rows and columns, and whose classifier sees nothing but the mean of each filter over the picture (Zhou et al.,
/// "Learning Deep Features for Discriminative Localization", CVPR 2016): what it knows of a class, it knows at places.
/// </summary>
internal static class LocalizingConvnet
{
    /// <summary>Height and width of a picture.</summary>
    public const int Size = 96;

    /// <summary>What pixels 0 to 255 are multiplied with, as the book does for nets trained from scratch.</summary>
    public const float Rescale = 1 / 255f;

    public static Model Create(int classes)
    {
        var input = KerasTensor.Input([Size, Size, 3]);
        var x = Convolution(input, 16, 1);
        x = new MaxPooling2D(2, name: "pool1").Call(x);
        x = Convolution(x, 32, 2);
        x = new MaxPooling2D(2, name: "pool2").Call(x);
        x = Convolution(x, 64, 3);
        x = Convolution(x, 64, 4);
        x = new GlobalAveragePooling2D(name: "means").Call(x);
        return new Model(input, Classifier.Output(classes, "classes").Call(x), "localizing_convnet");
    }

    private static KerasTensor Convolution(KerasTensor x, int filters, int number)
    {
        x = new Conv2D(filters, 3, padding: Padding.Same, useBias: false, name: $"conv{number}").Call(x);
        // Keras's momentum of 0.99 is for longer trainings: the statistics would lag behind the weights.
        x = new BatchNormalization(momentum: 0.9, name: $"bn{number}").Call(x);
        return new ReLU(name: $"relu{number}").Call(x);
    }
}
