using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <content>Xception.</content>
public static partial class Applications
{
    /// <summary>
    /// Xception (<c>keras.applications.Xception</c>; Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", 2017): 22,910,480 parameters with its top of 1000 classes,
    /// 20,861,480 without. Preprocessing: <see cref="Preprocessing.Tf"/>.
    /// </summary>
    /// <remarks>
    /// Keras names the four projections of the residuals and the sums by counting (<c>conv2d</c>, <c>batch_normalization</c>, <c>add</c>, and on with <c>_1</c> ...); the names here are those
    /// of a fresh Keras 3. Earlier versions counted from 1 (<c>convolution2d_1</c>, <c>conv2d_1</c>): the files of weights serve all, because they are loaded in the order of the layers.
    /// </remarks>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height and width of at least 71, channels; null for 299x299x3 (without the top: any size).</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file; <c>imagenet</c> for the published ones (<see cref="PretrainedWeights"/>); null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <param name="classifierActivation">Activation of the top. Default softmax.</param>
    /// <param name="name">Name of the model. Default <c>xception</c>.</param>
    /// <exception cref="ArgumentException">The input shape is too small or has unknown dimensions.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    /// <exception cref="PretrainedWeightsException">The published weights are not here and cannot be downloaded; the message says which file to put where.</exception>
    public static Model Xception(
        bool includeTop = true,
        Shape? inputShape = null,
        int classes = 1000,
        string? weights = null,
        FeaturePooling pooling = FeaturePooling.None,
        ActivationFunction? classifierActivation = null,
        string? name = null)
    {
        var input = KerasTensor.Input(InputShape(inputShape, defaultSize: 299, minimumSize: 71, includeTop));
        var names = new NumberedNames();

        // Entry flow.
        var x = new Conv2D(32, 3, 2, useBias: false, name: "block1_conv1").Call(input);
        x = new BatchNormalization(name: "block1_conv1_bn").Call(x);
        x = Relu(x, "block1_conv1_act");
        x = new Conv2D(64, 3, useBias: false, name: "block1_conv2").Call(x);
        x = new BatchNormalization(name: "block1_conv2_bn").Call(x);
        x = Relu(x, "block1_conv2_act");
        x = XceptionReduction(names, x, 2, 128, 128);
        x = XceptionReduction(names, x, 3, 256, 256);
        x = XceptionReduction(names, x, 4, 728, 728);

        // Middle flow.
        for (var block = 5; block <= 12; block++)
        {
            var shortcut = x;
            for (var conv = 1; conv <= 3; conv++) x = Separable(Relu(x, $"block{block}_sepconv{conv}_act"), 728, $"block{block}_sepconv{conv}");
            x = new Add(names.Next("add")).Call(x, shortcut);
        }

        // Exit flow.
        x = XceptionReduction(names, x, 13, 728, 1024);
        x = Relu(Separable(x, 1536, "block14_sepconv1"), "block14_sepconv1_act");
        x = Relu(Separable(x, 2048, "block14_sepconv2"), "block14_sepconv2_act");
        x = includeTop ? AveragedTop(x, classes, classifierActivation) : Pool(x, pooling);
        return LoadWeights(new Model(input, x, name ?? "xception"), weights, includeTop, numbered: true);
    }

    /// <summary>A block that halves height and width; the first has no activation in front, for its input has just had one.</summary>
    private static KerasTensor XceptionReduction(NumberedNames names, KerasTensor x, int block, int first, int second)
    {
        var shortcut = new Conv2D(second, 1, 2, Padding.Same, useBias: false, name: names.Next("conv2d")).Call(x);
        shortcut = new BatchNormalization(name: names.Next("batch_normalization")).Call(shortcut);
        if (block > 2) x = Relu(x, $"block{block}_sepconv1_act");
        x = Separable(x, first, $"block{block}_sepconv1");
        x = Separable(Relu(x, $"block{block}_sepconv2_act"), second, $"block{block}_sepconv2");
        x = new MaxPooling2D(3, 2, Padding.Same, name: $"block{block}_pool").Call(x);
        return new Add(names.Next("add")).Call(x, shortcut);
    }

    private static KerasTensor Separable(KerasTensor x, int filters, string name)
    {
        x = new SeparableConv2D(filters, 3, padding: Padding.Same, useBias: false, name: name).Call(x);
        return new BatchNormalization(name: name + "_bn").Call(x);
    }

    [Application]
    private static IEnumerable<ApplicationInfo> XceptionInfo() =>
    [
        new("xception", Preprocessing.Tf, 299, "block14_sepconv2_act", FeaturePooling.Average, (top, shape, classes, weights, pooling) => Xception(top, shape, classes, weights, pooling))
        {
            MinimumSize = 71,
            Weights = Published("xception/xception", "0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97"),
        },
    ];
}
