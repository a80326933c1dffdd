using System.Globalization;
using System.Text.RegularExpressions;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras;

/// <content>ResNet50.</content>
public static partial class Applications
{
    /// <summary>
    /// ResNet of 50 layers, version 1 (<c>keras.applications.ResNet50</c>; He and others, "Deep Residual Learning for Image Recognition", 2015): 25,636,712 parameters with its top of 1000
    /// classes, 23,587,712 without. Preprocessing: <see cref="Preprocessing.Caffe"/>.
    /// </summary>
    /// <remarks>
    /// Layers and names are those of Keras since 2.3. Before, they were called <c>res2a_branch2a</c>, <c>bn2a_branch2a</c> ... <c>fc1000</c>, the shortcut stood behind the branch, and the
    /// normalizations' epsilon was 1e-3 where it is 1.001e-5 now. Both published files of weights serve: one with the earlier names is loaded by these, one with today's in the order of the layers.
    /// </remarks>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height and width of at least 32, channels; null for 224x224x3 (without the top: any size).</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file; <c>imagenet</c> for the published ones (<see cref="PretrainedWeights"/>); null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <param name="classifierActivation">Activation of the top. Default softmax.</param>
    /// <param name="name">Name of the model. Default <c>resnet50</c>.</param>
    /// <exception cref="ArgumentException">The input shape is too small or has unknown dimensions.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    /// <exception cref="PretrainedWeightsException">The published weights are not here and cannot be downloaded; the message says which file to put where.</exception>
    public static Model ResNet50(
        bool includeTop = true,
        Shape? inputShape = null,
        int classes = 1000,
        string? weights = null,
        FeaturePooling pooling = FeaturePooling.None,
        ActivationFunction? classifierActivation = null,
        string? name = null)
    {
        var input = KerasTensor.Input(InputShape(inputShape, defaultSize: 224, minimumSize: 32, includeTop));
        var x = new ZeroPadding2D(3, name: "conv1_pad").Call(input);
        x = Relu(ResNetUnit(x, 64, 7, 2, Padding.Valid, "conv1"), "conv1_relu");
        x = new ZeroPadding2D(1, name: "pool1_pad").Call(x);
        x = new MaxPooling2D(3, 2, name: "pool1_pool").Call(x);

        int[] blocks = [3, 4, 6, 3];
        for (var stage = 0; stage < blocks.Length; stage++)
            for (var block = 1; block <= blocks[stage]; block++)
                x = ResNetBlock(x, 64 << stage, stage > 0 && block == 1 ? 2 : 1, project: block == 1, $"conv{stage + 2}_block{block}");

        // Unlike the other applications this one names the pooling that stands for its top.
        x = includeTop ? AveragedTop(x, classes, classifierActivation) : pooling switch
        {
            FeaturePooling.Average => new GlobalAveragePooling2D(name: "avg_pool").Call(x),
            FeaturePooling.Max => new GlobalMaxPooling2D(name: "max_pool").Call(x),
            _ => x,
        };
        return LoadWeights(new Model(input, x, name ?? "resnet50"), weights, includeTop, todaysName: ResNetNameSince23);
    }

    private static KerasTensor ResNetBlock(KerasTensor x, int filters, int stride, bool project, string name)
    {
        var shortcut = project ? ResNetUnit(x, 4 * filters, 1, stride, Padding.Valid, name + "_0") : x;
        x = Relu(ResNetUnit(x, filters, 1, stride, Padding.Valid, name + "_1"), name + "_1_relu");
        x = Relu(ResNetUnit(x, filters, 3, 1, Padding.Same, name + "_2"), name + "_2_relu");
        x = ResNetUnit(x, 4 * filters, 1, 1, Padding.Valid, name + "_3");
        return Relu(new Add(name + "_add").Call(shortcut, x), name + "_out");
    }

    private static KerasTensor ResNetUnit(KerasTensor x, int filters, int size, int stride, Padding padding, string name)
    {
        x = new Conv2D(filters, size, stride, padding, name: name + "_conv").Call(x);
        return new BatchNormalization(axis: 3, epsilon: 1.001e-5, name: name + "_bn").Call(x);
    }

    /// <summary><c>res3b_branch2c</c> to <c>conv3_block2_3_conv</c>, and so on; other names as they are.</summary>
    internal static string ResNetNameSince23(string name)
    {
        if (ResNetNameBefore23().Match(name) is { Success: true } old)
        {
            var block = old.Groups["block"].ValueSpan[0] - 'a' + 1;
            var unit = old.Groups["unit"].Value switch { "1" => 0, "2a" => 1, "2b" => 2, _ => 3 };
            return string.Create(CultureInfo.InvariantCulture, $"conv{old.Groups["stage"].ValueSpan}_block{block}_{unit}_{(old.Groups["kind"].Value == "bn" ? "bn" : "conv")}");
        }

        return name switch { "conv1" => "conv1_conv", "bn_conv1" => "conv1_bn", "fc1000" => "predictions", _ => name };
    }

    [GeneratedRegex("^(?<kind>res|bn)(?<stage>[2-5])(?<block>[a-f])_branch(?<unit>1|2a|2b|2c)$")]
    private static partial Regex ResNetNameBefore23();

    [Application]
    private static IEnumerable<ApplicationInfo> ResNet50Info() =>
    [
        new("resnet50", Preprocessing.Caffe, 224, "conv5_block3_out", FeaturePooling.Average, (top, shape, classes, weights, pooling) => ResNet50(top, shape, classes, weights, pooling))
        {
            Weights = Published("resnet/resnet50", "2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626"),
        },
    ];
}
