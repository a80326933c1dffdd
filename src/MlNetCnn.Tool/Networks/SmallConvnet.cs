using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Networks;

/// <summary>
/// The small convnet of the Keras book (Chollet, "Deep Learning with Python", 2018), section 5.2.3, listing 5.5: four convolutions of 32, 64, 128 and 128 filters with
/// pooling, a dense layer of 512, a sigmoid. With dropout 0.5 it is that of section 5.2.5. 3,453,121 parameters for two classes.
/// </summary>
internal static class SmallConvnet
{
    /// <summary>Height and width of a picture.</summary>
    public const int Size = 150;

    /// <summary>The network, without weights.</summary>
    /// <param name="classes">At least 2.</param>
    /// <param name="dropout">Fraction that training drops before the dense layers; 0 for none.</param>
    public static Model Create(int classes = 2, double dropout = 0)
    {
        var model = new Sequential([Size, Size, 3], "small_convnet")
        {
            new Conv2D(32, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(64, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(128, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Conv2D(128, 3, activation: "relu"),
            new MaxPooling2D(2),
            new Flatten(),
        };
        if (dropout > 0) model.Add(new Dropout(dropout));
        model.Add(new Dense(512, "relu"));
        model.Add(Classifier.Output(classes));
        return model;
    }
}
