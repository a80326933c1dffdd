namespace MlNetCnn.Keras;

/// <summary>A pre-trained architecture by name: what a user of it needs to know, and how it is made.</summary>
public sealed class ApplicationInfo
{
    private readonly Maker _create;

    internal ApplicationInfo(string name, Preprocessing preprocessing, int defaultSize, string featureLayer, FeaturePooling pooling, Maker create) =>
        (Name, Preprocessing, DefaultSize, FeatureLayer, Pooling, _create) = (name, preprocessing, defaultSize, featureLayer, pooling, create);

    /// <summary>Makes the model; as <see cref="Create"/>.</summary>
    internal delegate Model Maker(bool includeTop, Shape? inputShape, int classes, string? weights, FeaturePooling pooling);

    /// <summary>The name, e.g. <c>vgg16</c> or <c>mobilenet_0.75</c>.</summary>
    public string Name { get; }

    /// <summary>What its pictures go through.</summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Height and width it was trained with, in pixels.</summary>
    public int DefaultSize { get; }

    /// <summary>The least height and width it takes, in pixels, as in Keras.</summary>
    public int MinimumSize { get; internal init; } = 32;

    /// <summary>The layer whose output is the last feature map: what the application without its top gives, and what a class activation map is drawn on.</summary>
    public string FeatureLayer { get; }

    /// <summary>What its own classifier does with the last feature map before its first dense layer: VGG takes all of it, the others the mean of each channel.</summary>
    public FeaturePooling Pooling { get; }

    /// <summary>The ImageNet weights that Keras publishes for it, with its top and without.</summary>
    public IReadOnlyList<PublishedWeights> Weights { get; internal init; } = [];

    /// <summary>Makes the model.</summary>
    /// <param name="includeTop">Whether the classifier is part of it. Default true.</param>
    /// <param name="inputShape">Height, width, channels; null for the default (without the top: any size).</param>
    /// <param name="classes">Number of classes of the top. Default 1000.</param>
    /// <param name="weights">Path of a weight file (.h5, .weights.h5 or .keras); null for new weights, drawn with seed 0.</param>
    /// <param name="pooling">What follows the last feature map when there is no top. Default nothing.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <exception cref="ModelFormatException">The weight file cannot be read or does not fit.</exception>
    public Model Create(bool includeTop = true, Shape? inputShape = null, int classes = 1000, string? weights = null, FeaturePooling pooling = FeaturePooling.None) =>
        _create(includeTop, inputShape, classes, weights, pooling);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
