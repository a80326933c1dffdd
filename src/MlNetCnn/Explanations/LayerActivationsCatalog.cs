using Microsoft.ML;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.LayerActivations</c>.</summary>
public static class LayerActivationsCatalog
{
    /// <summary>The outputs of layers for every picture, in one pass of the network: section 5.4.1 of the Keras book. Each layer's column has its name and the dimensions of its output.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="inputColumnName">The column of pixels, preprocessed as the network expects.</param>
    /// <param name="model">The network, e.g. <c>Model.Load("model.keras")</c>.</param>
    /// <param name="layers">Names of layers, also of ones inside nested models, or paths <c>outer/inner</c>.</param>
    /// <exception cref="ArgumentException">A name is empty or given twice, or the model has no such layer: the message lists the nearest.</exception>
    public static LayerActivationsEstimator LayerActivations(this CnnCatalog cnn, string inputColumnName, Model model, params IReadOnlyList<string> layers)
    {
        ArgumentNullException.ThrowIfNull(inputColumnName);
        return cnn.LayerActivations(model, new LayerActivationsOptions { InputColumnName = inputColumnName, Layers = layers });
    }

    /// <summary>The outputs of layers of a fitted pipeline's network, for every picture.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="fitted">What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>. Its column of pictures is read.</param>
    /// <param name="layers">Names of layers, also of ones inside nested models, or paths <c>outer/inner</c>.</param>
    /// <exception cref="ArgumentException">There is no network in it, or no such layer; or a name is empty or given twice.</exception>
    public static LayerActivationsEstimator LayerActivations(this CnnCatalog cnn, ITransformer fitted, params IReadOnlyList<string> layers) =>
        cnn.LayerActivations(fitted, new LayerActivationsOptions { Layers = layers });

    /// <summary>The outputs of layers for every picture.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="model">The network.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong (the message lists all that are), or the model has no such layer.</exception>
    public static LayerActivationsEstimator LayerActivations(this CnnCatalog cnn, Model model, LayerActivationsOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new LayerActivationsEstimator(model, options);
    }

    /// <summary>The outputs of layers of a fitted pipeline's network, for every picture.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="fitted">What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>.</param>
    /// <param name="options">All settings. Preprocessing and Rescale are the fitted one's: leave them at their defaults, or give the same.</param>
    /// <exception cref="ArgumentException">Settings are wrong (the message lists all that are), or there is no network in it, or no such layer.</exception>
    public static LayerActivationsEstimator LayerActivations(this CnnCatalog cnn, ITransformer fitted, LayerActivationsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var network = FittedNetwork.Of(fitted);
        return cnn.LayerActivations(network.Model, network.Complete(options, "LayerActivations"));
    }
}
