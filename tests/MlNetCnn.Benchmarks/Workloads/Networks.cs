using MlNetCnn.Keras;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>The networks of the workloads.</summary>
internal static class Networks
{
    /// <summary>The Keras book's small convnet for cats and dogs (section 5.2): 3,453,121 parameters.</summary>
    /// <param name="dropout">Rate before the dense layers, as in the version with augmentation; 0 for none.</param>
    public static Model BookConvnet(double dropout = 0)
    {
        var input = KerasTensor.Input([150, 150, 3]);
        var x = input;
        foreach (var filters in (int[])[32, 64, 128, 128])
            x = new MaxPooling2D(2).Call(Convolution(filters, Padding.Valid).Call(x));
        x = new Flatten().Call(x);
        if (dropout > 0) x = new Dropout(dropout).Call(x);
        x = new Dense(512, Activations.Relu, kernelInitializer: new HeUniform()).Call(x);
        return new Model(input, new Dense(1, Activations.Sigmoid).Call(x), "book_convnet");
    }

    /// <summary>The Fashion CNN: 333,526 parameters.</summary>
    public static Model FashionCnn()
    {
        var input = KerasTensor.Input([28, 28, 1]);
        var x = input;
        foreach (var filters in (int[])[32, 64])
            x = new MaxPooling2D(2).Call(Convolution(filters, Padding.Same).Call(x));
        x = new Dense(100, Activations.Relu, kernelInitializer: new HeUniform()).Call(new Flatten().Call(x));
        x = new Dropout(0.4).Call(x);
        return new Model(input, new Dense(10, Activations.Softmax).Call(x), "fashion_cnn");
    }

    /// <summary>The book's fine-tuning (section 5.3): VGG16 frozen below its fifth block, and a new classifier. 16,812,353 parameters.</summary>
    public static Model FineTuning()
    {
        var vgg = Applications.Vgg16(includeTop: false, inputShape: [150, 150, 3]);
        foreach (var layer in vgg.Layers) layer.Trainable = layer.Name.StartsWith("block5", StringComparison.Ordinal);
        var x = new Flatten().Call(vgg.Outputs[0]);
        x = new Dense(256, Activations.Relu, kernelInitializer: new HeUniform()).Call(x);
        return new Model(vgg.Inputs[0], new Dense(1, Activations.Sigmoid).Call(x), "vgg16_fine_tuning");
    }

    /// <summary>The book's classifier on VGG16's features: 2,097,665 parameters.</summary>
    public static Model Head()
    {
        var input = KerasTensor.Input([8192]);
        var x = new Dense(256, Activations.Relu, kernelInitializer: new HeUniform()).Call(input);
        x = new Dropout(0.5).Call(x);
        return new Model(input, new Dense(1, Activations.Sigmoid).Call(x), "head");
    }

    /// <summary>MobileNet 0.75 at 224 without its top, with statistics as a trained network has them.</summary>
    public static Model MobileNet075() => Statistics(Applications.MobileNet(includeTop: false, inputShape: [224, 224, 3], alpha: 0.75));

    /// <summary>The same with its top of 1000 classes.</summary>
    public static Model MobileNet075WithTop() => Statistics(Applications.MobileNet(inputShape: [224, 224, 3], alpha: 0.75));

    /// <summary>Gives every normalisation numbers that are neither 0 nor 1: nothing may be left out because it changes nothing.</summary>
    public static Model Statistics(Model model)
    {
        foreach (var weight in model.Layers.OfType<BatchNormalization>().SelectMany(l => l.Weights))
        {
            var (low, high) = weight.Name switch { "gamma" => (0.8f, 1.2f), "moving_variance" => (0.5f, 1.5f), _ => (-0.1f, 0.1f) };
            var stream = new RandomStream(1, weight.Path);
            weight.SetValues([.. Enumerable.Range(0, (int)weight.Shape.Count).Select(_ => low + (high - low) * stream.NextSingle())]);
        }

        return model;
    }

    private static Conv2D Convolution(int filters, Padding padding) =>
        new(filters, 3, padding: padding, activation: Activations.Relu, kernelInitializer: new HeUniform());
}
