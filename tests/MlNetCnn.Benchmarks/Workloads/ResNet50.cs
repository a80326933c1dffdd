using MlNetCnn.Keras;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>
/// ResNet50, version 1, without its top, layer by layer as <c>keras.applications.ResNet50</c> makes it (He and others, "Deep Residual Learning for Image Recognition", 2015):
/// the stride stands in a block's first 1x1 convolution, every convolution has a bias. 23,587,712 parameters.
/// </summary>
internal static class ResNet50
{
    private const double Epsilon = 1.001e-5;

    /// <summary>Makes the network for pictures of 224 x 224.</summary>
    public static Model Build()
    {
        var input = KerasTensor.Input([224, 224, 3]);
        var x = new ZeroPadding2D(3, name: "conv1_pad").Call(input);
        x = Normalized(x, 64, 7, 2, Padding.Valid, "conv1");
        x = Relu(x, "conv1_relu");
        x = new ZeroPadding2D(1, name: "pool1_pad").Call(x);
        x = new MaxPooling2D(3, 2, name: "pool1_pool").Call(x);
        x = Stack(x, 64, 3, stride: 1, "conv2");
        x = Stack(x, 128, 4, stride: 2, "conv3");
        x = Stack(x, 256, 6, stride: 2, "conv4");
        x = Stack(x, 512, 3, stride: 2, "conv5");
        return Networks.Statistics(new Model(input, x, "resnet50"));
    }

    private static KerasTensor Stack(KerasTensor x, int filters, int blocks, int stride, string name)
    {
        for (var i = 1; i <= blocks; i++) x = Block(x, filters, i == 1 ? stride : 1, i == 1, $"{name}_block{i}");
        return x;
    }

    private static KerasTensor Block(KerasTensor x, int filters, int stride, bool project, string name)
    {
        var shortcut = project ? Normalized(x, 4 * filters, 1, stride, Padding.Valid, $"{name}_0") : x;
        x = Relu(Normalized(x, filters, 1, stride, Padding.Valid, $"{name}_1"), $"{name}_1_relu");
        x = Relu(Normalized(x, filters, 3, 1, Padding.Same, $"{name}_2"), $"{name}_2_relu");
        x = Normalized(x, 4 * filters, 1, 1, Padding.Valid, $"{name}_3");
        return Relu(new Add($"{name}_add").Call(shortcut, x), $"{name}_out");
    }

    private static KerasTensor Normalized(KerasTensor x, int filters, int size, int stride, Padding padding, string name)
    {
        x = new Conv2D(filters, size, stride, padding, kernelInitializer: new HeUniform(), name: $"{name}_conv").Call(x);
        return new BatchNormalization(epsilon: Epsilon, name: $"{name}_bn").Call(x);
    }

    private static KerasTensor Relu(KerasTensor x, string name) => new Activation(Activations.Relu, name).Call(x);
}
