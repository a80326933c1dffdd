namespace MlNetCnn.Keras;

/// <summary>
/// What is done to the pixels of an RGB picture, values 0 to 255, before they enter a pre-trained net (Keras's <c>preprocess_input</c>,
/// <c>keras.applications.imagenet_utils</c>). Each net needs the one it was trained with.
/// </summary>
public enum Preprocessing
{
    /// <summary>Nothing: x.</summary>
    None,

    /// <summary>
    /// The channels are put in the order blue, green, red, and the means of ImageNet are subtracted: B - 103.939, G - 116.779, R - 123.68; no
    /// scaling. VGG16, VGG19, ResNet50.
    /// </summary>
    Caffe,

    /// <summary>x / 127.5 - 1, from -1 to 1. Xception, InceptionV3, MobileNet, MobileNetV2.</summary>
    Tf,

    /// <summary>(x / 255 - mean) / deviation by channel: mean .485, .456, .406 and deviation .229, .224, .225 for red, green, blue.</summary>
    Torch,
}
