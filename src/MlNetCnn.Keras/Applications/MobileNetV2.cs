using System.Globalization;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <content>MobileNetV2.</content>
public static partial class Applications
{
    /// <summary>
    /// MobileNet, version 2 (<c>keras.applications.MobileNetV2</c>; Sandler and others, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018): 3,538,984 parameters with its top of
    /// 1000 classes, 2,257,984 without (alpha 1). Preprocessing: <see cref="Preprocessing.Tf"/>.
    /// </summary>
    /// <remarks>
    /// Before a strided depthwise convolution an even height is padded at the bottom only and an odd one at both edges, widths likewise, so that the maps are those of 'same' padding; an unknown
    /// size counts as even. Layers and names are those of Keras since 2.2.3; before, the top was called <c>Logits</c>.
    /// </remarks>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height and width of at least 32, channels; null for 224x224x3 (without the top: any size).</param>
    /// <param name="alpha">
    /// Width multiplier, from 1/32 to 64: every layer has alpha times the paper's filters, as the nearest multiple of 8 that is not less than 90 % of that; the last convolution has
    /// never fewer than 1280. Default 1.
    /// </param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file; <c>imagenet</c> for the published ones (<see cref="PretrainedWeights"/>); null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <param name="classifierActivation">Activation of the top. Default softmax.</param>
    /// <param name="name">Name of the model. Default as <c>mobilenetv2_1.00_224</c>.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    /// <exception cref="PretrainedWeightsException">The published weights are not here and cannot be downloaded; the message says which file to put where.</exception>
    public static Model MobileNetV2(
        bool includeTop = true,
        Shape? inputShape = null,
        double alpha = 1,
        int classes = 1000,
        string? weights = null,
        FeaturePooling pooling = FeaturePooling.None,
        ActivationFunction? classifierActivation = null,
        string? name = null)
    {
        if (alpha is not (>= 1.0 / 32 and <= 64)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "alpha lies between 1/32 and 64.");
        var shape = InputShape(inputShape, defaultSize: 224, minimumSize: 32, includeTop);
        var input = KerasTensor.Input(shape);
        var x = new Conv2D(MultipleOf8(32 * alpha), 3, 2, Padding.Same, useBias: false, name: "Conv1").Call(input);
        x = new ReLU(6, name: "Conv1_relu").Call(MobileNorm(x, "bn_Conv1"));

        // Table 2 of the paper: expansion, filters, blocks, stride of the first.
        (int Expansion, int Filters, int Count, int Stride)[] groups =
        [
            (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1),
        ];
        var block = 0;
        foreach (var (expansion, filters, count, stride) in groups)
            for (var i = 0; i < count; i++)
                x = InvertedResidual(x, expansion, MultipleOf8((int)(filters * alpha)), i == 0 ? stride : 1, block++);

        x = new Conv2D(alpha > 1 ? MultipleOf8(1280 * alpha) : 1280, 1, useBias: false, name: "Conv_1").Call(x);
        x = new ReLU(6, name: "out_relu").Call(MobileNorm(x, "Conv_1_bn"));
        if (includeTop)
        {
            x = new GlobalAveragePooling2D().Call(x);
            x = new Dense(classes, classifierActivation ?? Activations.Softmax, name: "predictions").Call(x);
        }
        else
        {
            x = Pool(x, pooling);
        }

        var rows = shape[0] == Shape.Unknown ? "None" : shape[0].ToString(CultureInfo.InvariantCulture);
        name ??= string.Create(CultureInfo.InvariantCulture, $"mobilenetv2_{alpha:F2}_{rows}");
        return LoadWeights(new Model(input, x, name), weights, includeTop);
    }

    private static KerasTensor InvertedResidual(KerasTensor input, int expansion, int filters, int stride, int block)
    {
        var channels = input.Shape[2];
        var prefix = block == 0 ? "expanded_conv_" : string.Create(CultureInfo.InvariantCulture, $"block_{block}_");
        var x = input;
        if (block > 0)
        {
            x = new Conv2D(expansion * channels, 1, padding: Padding.Same, useBias: false, name: prefix + "expand").Call(x);
            x = new ReLU(6, name: prefix + "expand_relu").Call(MobileNorm(x, prefix + "expand_BN"));
        }

        if (stride == 2) x = new ZeroPadding2D(PaddingLikeSame(x.Shape), name: prefix + "pad").Call(x);
        x = new DepthwiseConv2D(3, stride, stride == 1 ? Padding.Same : Padding.Valid, useBias: false, name: prefix + "depthwise").Call(x);
        x = new ReLU(6, name: prefix + "depthwise_relu").Call(MobileNorm(x, prefix + "depthwise_BN"));
        x = new Conv2D(filters, 1, padding: Padding.Same, useBias: false, name: prefix + "project").Call(x);
        x = MobileNorm(x, prefix + "project_BN");
        return channels == filters && stride == 1 ? new Add(prefix + "add").Call(input, x) : x;
    }

    private static KerasTensor MobileNorm(KerasTensor x, string name) => new BatchNormalization(momentum: 0.999, epsilon: 1e-3, name: name).Call(x);

    /// <summary>Keras's <c>correct_pad</c> for a window of 3 and a stride of 2. With an unknown height both dimensions count as even, as there.</summary>
    private static Edges2D PaddingLikeSame(Shape shape)
    {
        static int Before(int size) => size == Shape.Unknown ? 0 : size % 2;
        return ((shape[0] == Shape.Unknown ? 0 : Before(shape[0]), 1), (shape[0] == Shape.Unknown ? 0 : Before(shape[1]), 1));
    }

    /// <summary>Keras's <c>_make_divisible</c> by 8: the nearest multiple, one more where that loses over a tenth.</summary>
    private static int MultipleOf8(double filters)
    {
        var rounded = Math.Max(8, (int)(filters + 4) / 8 * 8);
        return rounded < 0.9 * filters ? rounded + 8 : rounded;
    }

    [Application]
    private static IEnumerable<ApplicationInfo> MobileNetV2Info()
    {
        (string Name, double Alpha, string Text)[] variants =
        [
            ("mobilenetv2", 1, "1.0"), ("mobilenetv2_0.35", 0.35, "0.35"), ("mobilenetv2_0.50", 0.5, "0.5"), ("mobilenetv2_0.75", 0.75, "0.75"),
            ("mobilenetv2_1.30", 1.3, "1.3"), ("mobilenetv2_1.40", 1.4, "1.4"),
        ];
        return variants.Select(v => new ApplicationInfo(
            v.Name, Preprocessing.Tf, 224, "out_relu", FeaturePooling.Average, (top, shape, classes, weights, pooling) => MobileNetV2(top, shape, v.Alpha, classes, weights, pooling))
        {
            // The wide ones were trained with 224 pixels only.
            Weights = PublishedBySize($"mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_{v.Text}_", "", v.Alpha > 1 ? [224] : [224, 192, 160, 128, 96]),
        });
    }
}
