namespace MlNetCnn.Keras;

/// <content>VGG16.</content>
public static partial class Applications
{
    /// <summary>
    /// VGG16 (<c>keras.applications.VGG16</c>; Simonyan and Zisserman, "Very Deep Convolutional Networks for Large-Scale Image Recognition", 2014):
    /// 138,357,544 parameters with its top of 1000 classes, 14,714,688 without. Preprocessing: <see cref="Preprocessing.Caffe"/>.
    /// </summary>
    /// <param name="includeTop">Whether the three dense layers are part of it. Default true.</param>
    /// <param name="inputShape">Height and width of at least 32, channels; null for 224x224x3 (without the top: any size).</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file; null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <param name="classifierActivation">Activation of the top. Default softmax.</param>
    /// <param name="name">Name of the model. Default <c>vgg16</c>.</param>
    /// <exception cref="ArgumentException">The input shape is too small or has unknown dimensions.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    public static Model Vgg16(
        bool includeTop = true,
        Shape? inputShape = null,
        int classes = 1000,
        string? weights = null,
        FeaturePooling pooling = FeaturePooling.None,
        ActivationFunction? classifierActivation = null,
        string? name = null) =>
        Vgg([2, 2, 3, 3, 3], name ?? "vgg16", includeTop, inputShape, classes, weights, pooling, classifierActivation);

    [Application]
    private static IEnumerable<ApplicationInfo> Vgg16Info() =>
    [
        new("vgg16", Preprocessing.Caffe, 224, "block5_pool", FeaturePooling.None, (top, shape, classes, weights, pooling) => Vgg16(top, shape, classes, weights, pooling))
        {
            Weights = Published("vgg16/vgg16", "64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc"),
        },
    ];
}
