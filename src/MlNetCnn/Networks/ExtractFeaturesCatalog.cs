using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.ExtractFeatures</c>.</summary>
public static class ExtractFeaturesCatalog
{
    /// <summary>Turns pictures into features: the output of a network, or of one of its layers, as a flat vector.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made.</param>
    /// <param name="inputColumnName">The column of pixels, preprocessed as the network expects.</param>
    /// <param name="model">The network, e.g. <c>Applications.Vgg16(includeTop: false, weights: file)</c>.</param>
    /// <param name="layer">Name of a layer; null for the model's output.</param>
    /// <exception cref="ArgumentException">A name is empty, or the model has no such layer.</exception>
    public static ExtractFeaturesEstimator ExtractFeatures(
        this CnnCatalog cnn, string outputColumnName, string inputColumnName, Model model, string? layer = null) =>
        cnn.ExtractFeatures(model, new ExtractFeaturesOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Layer = layer });

    /// <summary>Turns pictures into features.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="model">The network.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong (the message lists all that are), or the model has no such layer.</exception>
    public static ExtractFeaturesEstimator ExtractFeatures(this CnnCatalog cnn, Model model, ExtractFeaturesOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.Layer is { } layer && !layer.Contains('/')) model.GetLayer(layer);
        return new ExtractFeaturesEstimator(model, options);
    }
}
