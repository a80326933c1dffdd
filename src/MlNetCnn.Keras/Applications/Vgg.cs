using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <content>What the VGG nets share.</content>
public static partial class Applications
{
    private static Model Vgg(
        int[] convolutions, string name, bool includeTop, Shape? inputShape, int classes, string? weights, FeaturePooling pooling, ActivationFunction? classifierActivation)
    {
        var input = KerasTensor.Input(InputShape(inputShape, defaultSize: 224, minimumSize: 32, includeTop));
        var x = input;
        for (var block = 1; block <= convolutions.Length; block++)
        {
            var filters = Math.Min(64 << (block - 1), 512);
            for (var conv = 1; conv <= convolutions[block - 1]; conv++)
                x = new Conv2D(filters, 3, padding: Padding.Same, activation: Activations.Relu, name: $"block{block}_conv{conv}").Call(x);
            x = new MaxPooling2D(2, 2, name: $"block{block}_pool").Call(x);
        }

        if (includeTop)
        {
            x = new Flatten(name: "flatten").Call(x);
            x = new Dense(4096, Activations.Relu, name: "fc1").Call(x);
            x = new Dense(4096, Activations.Relu, name: "fc2").Call(x);
            x = new Dense(classes, classifierActivation ?? Activations.Softmax, name: "predictions").Call(x);
        }
        else
        {
            x = Pool(x, pooling);
        }

        return LoadWeights(new Model(input, x, name), weights, includeTop);
    }
}
