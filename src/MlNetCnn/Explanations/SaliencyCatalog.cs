using Microsoft.ML;
using MlNetCnn.Explain;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.Saliency</c>.</summary>
public static class SaliencyCatalog
{
    /// <summary>A map for every picture of how much each of its positions counts for a class: by gradients or occlusion.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: a float vector (height, width), 0 to 1.</param>
    /// <param name="inputColumnName">The column of pixels, preprocessed as the network expects.</param>
    /// <param name="model">The network, e.g. <c>Model.Load("model.keras")</c>.</param>
    /// <param name="method">How, with its settings; null for the plain gradient, <see cref="Explain.Saliency"/>.</param>
    /// <param name="classIndex">The class explained, from 0; null for each picture's class of the highest score.</param>
    /// <exception cref="ArgumentException">A name is empty, the class is negative.</exception>
    public static SaliencyEstimator Saliency(this CnnCatalog cnn, string outputColumnName, string inputColumnName, Model model, ExplanationMethod? method = null, int? classIndex = null)
    {
        ArgumentNullException.ThrowIfNull(inputColumnName);
        return cnn.Saliency(model, new SaliencyOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Class = classIndex, Method = method ?? new Saliency() });
    }

    /// <summary>A map for every picture of how much each of its positions counts for a class of a fitted pipeline's network: by gradients or occlusion.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: a float vector (height, width), 0 to 1.</param>
    /// <param name="fitted">
    /// What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>. The column of pictures, their preprocessing and the names of the classes are
    /// taken over. <c>fitted.Append(ml.Cnn.Saliency("Saliency", fitted).Fit(fitted.Transform(data)))</c> is both in one model.
    /// </param>
    /// <param name="method">How, with its settings; null for the plain gradient, <see cref="Explain.Saliency"/>.</param>
    /// <param name="classIndex">The class explained, from 0; null for each picture's class of the highest score.</param>
    /// <exception cref="ArgumentException">A name is empty, the class is negative, or there is no network in it.</exception>
    public static SaliencyEstimator Saliency(this CnnCatalog cnn, string outputColumnName, ITransformer fitted, ExplanationMethod? method = null, int? classIndex = null) =>
        cnn.Saliency(fitted, new SaliencyOptions { OutputColumnName = outputColumnName, Class = classIndex, Method = method ?? new Saliency() });

    /// <summary>A map for every picture of how much each of its positions counts for a class: by gradients or occlusion.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="model">The network: one input, pictures, and one output.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static SaliencyEstimator Saliency(this CnnCatalog cnn, Model model, SaliencyOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new SaliencyEstimator(model, options);
    }

    /// <summary>A map for every picture of how much each of its positions counts for a class of a fitted pipeline's network: by gradients or occlusion.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="fitted">What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>.</param>
    /// <param name="options">All settings. Preprocessing and Rescale are the fitted one's: leave them at their defaults, or give the same.</param>
    /// <exception cref="ArgumentException">Settings are wrong (the message lists all that are), or there is no network in it.</exception>
    public static SaliencyEstimator Saliency(this CnnCatalog cnn, ITransformer fitted, SaliencyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var network = FittedNetwork.Of(fitted);
        var completed = network.Complete(options, "Saliency");
        return cnn.Saliency(network.Model, completed with { ClassNames = completed.ClassNames ?? network.ClassNames });
    }
}
