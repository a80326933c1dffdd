using System.Globalization;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <content>MobileNet.</content>
public static partial class Applications
{
    /// <summary>
    /// MobileNet, version 1 (<c>keras.applications.MobileNet</c>; Howard and others, "MobileNets: Efficient Convolutional Neural Networks for Mobile
    /// Vision Applications", 2017): 4,253,864 parameters with its top of 1000 classes, 3,228,864 without (alpha 1). Preprocessing: <see cref="Preprocessing.Tf"/>.
    /// </summary>
    /// <remarks>
    /// Layers and names are those of Keras 3, which pads before a strided depthwise convolution (<c>conv_pad_2</c> ...) where Keras before 2.2
    /// used 'same' padding. For feature maps of even height and width, as with 224, the numbers are the same; for odd ones 'same' pads both sides.
    /// The files of weights serve both.
    /// </remarks>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height and width of at least 32, channels; null for 224x224x3 (without the top: any size).</param>
    /// <param name="alpha">Width multiplier, positive: every layer has floor(alpha * filters) of the paper's. Default 1.</param>
    /// <param name="depthMultiplier">Output channels per input channel of the depthwise convolutions. Default 1.</param>
    /// <param name="dropout">Rate of the dropout before the classifier. Default 0.001.</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file; <c>imagenet</c> for the published ones (<see cref="PretrainedWeights"/>); null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <param name="classifierActivation">Activation of the top. Default softmax.</param>
    /// <param name="name">Name of the model. Default as <c>mobilenet_1.00_224</c>.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    /// <exception cref="PretrainedWeightsException">The published weights are not here and cannot be downloaded; the message says which file to put where.</exception>
    public static Model MobileNet(
        bool includeTop = true,
        Shape? inputShape = null,
        double alpha = 1,
        int depthMultiplier = 1,
        double dropout = 0.001,
        int classes = 1000,
        string? weights = null,
        FeaturePooling pooling = FeaturePooling.None,
        ActivationFunction? classifierActivation = null,
        string? name = null)
    {
        if (alpha is not (>= 1.0 / 32 and <= 64)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "alpha lies between 1/32 and 64.");
        var shape = InputShape(inputShape, defaultSize: 224, minimumSize: 32, includeTop);
        var input = KerasTensor.Input(shape);
        var x = new Conv2D((int)(32 * alpha), 3, strides: 2, padding: Padding.Same, useBias: false, name: "conv1").Call(input);
        x = new BatchNormalization(name: "conv1_bn").Call(x);
        x = new ReLU(6, name: "conv1_relu").Call(x);

        (int Filters, int Stride)[] blocks =
        [
            (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
        ];
        for (var i = 0; i < blocks.Length; i++)
            x = MobileNetBlock(x, (int)(blocks[i].Filters * alpha), blocks[i].Stride, depthMultiplier, block: i + 1);

        if (includeTop)
        {
            x = new GlobalAveragePooling2D(keepDims: true).Call(x);
            x = new Dropout(dropout, name: "dropout").Call(x);
            x = new Conv2D(classes, 1, padding: Padding.Same, name: "conv_preds").Call(x);
            x = new Reshape([classes], "reshape_2").Call(x);
            x = new Activation(classifierActivation ?? Activations.Softmax, "predictions").Call(x);
        }
        else
        {
            x = Pool(x, pooling);
        }

        var rows = shape[0] == Shape.Unknown ? "None" : shape[0].ToString(CultureInfo.InvariantCulture);
        name ??= string.Create(CultureInfo.InvariantCulture, $"mobilenet_{alpha:F2}_{rows}");
        return LoadWeights(new Model(input, x, name), weights, includeTop);
    }

    private static KerasTensor MobileNetBlock(KerasTensor x, int filters, int stride, int depthMultiplier, int block)
    {
        if (stride != 1) x = new ZeroPadding2D(((0, 1), (0, 1)), name: $"conv_pad_{block}").Call(x);
        x = new DepthwiseConv2D(3, stride, stride == 1 ? Padding.Same : Padding.Valid, depthMultiplier, useBias: false, name: $"conv_dw_{block}").Call(x);
        x = new BatchNormalization(name: $"conv_dw_{block}_bn").Call(x);
        x = new ReLU(6, name: $"conv_dw_{block}_relu").Call(x);
        x = new Conv2D(filters, 1, padding: Padding.Same, useBias: false, name: $"conv_pw_{block}").Call(x);
        x = new BatchNormalization(name: $"conv_pw_{block}_bn").Call(x);
        return new ReLU(6, name: $"conv_pw_{block}_relu").Call(x);
    }

    [Application]
    private static IEnumerable<ApplicationInfo> MobileNetInfo()
    {
        (string Name, double Alpha, string Text)[] variants = [("mobilenet", 1, "1_0"), ("mobilenet_0.75", 0.75, "7_5"), ("mobilenet_0.50", 0.5, "5_0"), ("mobilenet_0.25", 0.25, "2_5")];
        return variants.Select(v => new ApplicationInfo(
            v.Name, Preprocessing.Tf, 224, "conv_pw_13_relu", FeaturePooling.Average, (top, shape, classes, weights, pooling) => MobileNet(top, shape, v.Alpha, classes: classes, weights: weights, pooling: pooling))
        {
            Weights = PublishedBySize($"mobilenet/mobilenet_{v.Text}_", "_tf", [224, 192, 160, 128]),
        });
    }
}
