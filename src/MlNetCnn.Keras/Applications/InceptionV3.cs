namespace MlNetCnn.Keras;

/// <content>InceptionV3.</content>
public static partial class Applications
{
    /// <summary>
    /// Inception, version 3 (<c>keras.applications.InceptionV3</c>; Szegedy and others, "Rethinking the Inception Architecture for Computer Vision", 2015): 23,851,784 parameters with its top of
    /// 1000 classes, 21,802,784 without. Preprocessing: <see cref="Preprocessing.Tf"/>.
    /// </summary>
    /// <remarks>
    /// Keras names nearly all of its layers by counting (<c>conv2d</c>, <c>conv2d_1</c> ... <c>conv2d_93</c>); the names here are those of a fresh Keras 3. Earlier versions counted from 1:
    /// the files of weights serve both, because they are loaded in the order of the layers, never by these names.
    /// </remarks>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height and width of at least 75, channels; null for 299x299x3 (without the top: any size).</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file; <c>imagenet</c> for the published ones (<see cref="PretrainedWeights"/>); null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <param name="classifierActivation">Activation of the top. Default softmax.</param>
    /// <param name="name">Name of the model. Default <c>inception_v3</c>.</param>
    /// <exception cref="ArgumentException">The input shape is too small or has unknown dimensions.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    /// <exception cref="PretrainedWeightsException">The published weights are not here and cannot be downloaded; the message says which file to put where.</exception>
    public static Model InceptionV3(
        bool includeTop = true,
        Shape? inputShape = null,
        int classes = 1000,
        string? weights = null,
        FeaturePooling pooling = FeaturePooling.None,
        ActivationFunction? classifierActivation = null,
        string? name = null)
    {
        var input = KerasTensor.Input(InputShape(inputShape, defaultSize: 299, minimumSize: 75, includeTop));
        var net = new InceptionModules();
        var x = net.Stem(input);
        x = net.Square(x, 32, "mixed0");
        x = net.Square(x, 64, "mixed1");
        x = net.Square(x, 64, "mixed2");
        x = net.FirstReduction(x, "mixed3");
        x = net.Factorized(x, 128, "mixed4");
        x = net.Factorized(x, 160, "mixed5");
        x = net.Factorized(x, 160, "mixed6");
        x = net.Factorized(x, 192, "mixed7");
        x = net.SecondReduction(x, "mixed8");
        x = net.Expanded(x, "mixed9_0", "mixed9");
        x = net.Expanded(x, "mixed9_1", "mixed10");
        x = includeTop ? AveragedTop(x, classes, classifierActivation) : Pool(x, pooling);
        return LoadWeights(new Model(input, x, name ?? "inception_v3"), weights, includeTop, numbered: true);
    }

    [Application]
    private static IEnumerable<ApplicationInfo> InceptionV3Info() =>
    [
        new("inception_v3", Preprocessing.Tf, 299, "mixed10", FeaturePooling.Average, (top, shape, classes, weights, pooling) => InceptionV3(top, shape, classes, weights, pooling))
        {
            MinimumSize = 75,
            Weights = Published("inception_v3/inception_v3", "9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63"),
        },
    ];
}
