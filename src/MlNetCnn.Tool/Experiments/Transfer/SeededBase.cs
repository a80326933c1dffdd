using MlNetCnn.Keras;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>
/// A small base for those without pre-trained weights: three convolutions whose weights are drawn from a seed, and the strongest
/// answer of each filter wherever it is. Random filters followed by pooling already tell shapes apart (Jarrett and others, "What is the Best Multi-Stage
/// Architecture for Object Recognition?", 2009).
/// </summary>
internal static class SeededBase
{
    public const int Size = 96;

    public static BaseNetwork Create(int seed)
    {
        var input = KerasTensor.Input([Size, Size, 3]);
        var x = input;
        for (var block = 1; block <= 3; block++)
        {
            x = new Conv2D(32 << (block - 1), 3, padding: Padding.Same, activation: Activations.Relu, kernelInitializer: new HeNormal(), name: $"block{block}_conv").Call(x);
            x = new MaxPooling2D(2, name: $"block{block}_pool").Call(x);
        }

        x = new GlobalMaxPooling2D(name: "features").Call(x);
        var model = new Model(input, x, "seeded_base");
        model.InitializeWeights(seed);
        return new BaseNetwork("seeded_base", model, Preprocessing.Tf, Size);
    }
}
