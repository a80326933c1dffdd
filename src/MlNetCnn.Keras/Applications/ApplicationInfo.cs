namespace MlNetCnn.Keras;

/// <summary>A pre-trained architecture by name: what a user of it needs to know, and how it is made.</summary>
public sealed class ApplicationInfo
{
    private readonly Func<bool, Shape?, int, string?, Model> _create;

    internal ApplicationInfo(string name, Preprocessing preprocessing, int defaultSize, string featureLayer, FeaturePooling pooling, Func<bool, Shape?, int, string?, Model> create) =>
        (Name, Preprocessing, DefaultSize, FeatureLayer, Pooling, _create) = (name, preprocessing, defaultSize, featureLayer, pooling, create);

    /// <summary>The name, e.g. <c>vgg16</c> or <c>mobilenet_0.75</c>.</summary>
    public string Name { get; }

    /// <summary>What its pictures go through.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Height and width it was trained with, in pixels.</summary>
    public int DefaultSize { get; }

    /// <summary>The layer whose output is the last feature map: what the application without its top gives, and what a class activation map is drawn on.</summary>
    public string FeatureLayer { get; }

    /// <summary>What its own classifier does with the last feature map before its first dense layer: VGG takes all of it, MobileNet the mean of each channel.</summary>
    public FeaturePooling Pooling { get; }

    /// <summary>Makes the model.</summary>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height, width, channels; null for the default (without the top: any size).</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file (.h5, .weights.h5 or .keras); null for new weights, drawn with seed 0.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    public Model Create(bool includeTop = true, Shape? inputShape = null, int classes = 1000, string? weights = null) =>
        _create(includeTop, inputShape, classes, weights);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
