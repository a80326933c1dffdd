namespace MlNetCnn.Keras.Formats;

/// <summary>Recognises the weights of Keras's applications by the names of their layers, so that a message can say what a file is.</summary>
internal static class ApplicationGuess
{
    /// <summary>Layers that tell, the more special ones first.</summary>
    private static readonly (string Layer, string Application)[] Known =
    [
        ("block3_conv4", "VGG19"),
        ("block5_conv3", "VGG16"),
        ("block14_sepconv2", "Xception"),
        ("conv_dw_13", "MobileNet"),
        ("expanded_conv_depthwise", "MobileNetV2"),
        ("bn5c_branch2c", "ResNet50"),
        ("conv5_block3_3_conv", "ResNet50"),
        ("conv4_block23_3_conv", "ResNet101 or ResNet152"),
        ("conv7b", "InceptionResNetV2"),
        ("fire9/expand3x3", "SqueezeNet"),
        ("conv5_block16_2_conv", "a DenseNet"),
        ("top_conv", "an EfficientNet"),
    ];

    /// <summary>The application, perhaps without its classifier; null where no layer tells.</summary>
    public static string? Of(IReadOnlyList<StoredLayer> layers)
    {
        var names = layers.SelectMany(l => l.Parts().Select(p => p.Name).Prepend(l.Name)).ToHashSet(StringComparer.Ordinal);
        if (Known.FirstOrDefault(k => names.Contains(k.Layer)).Application is { } application) return application;
        // InceptionV3's layers have only numbers.
        var convolutions = layers.Count(l => l.Name.StartsWith("conv2d_", StringComparison.Ordinal) && l.Weights.Count == 1);
        return convolutions is 93 or 94 ? "InceptionV3" : null;
    }
}
