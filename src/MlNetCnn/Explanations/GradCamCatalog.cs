using Microsoft.ML;
using MlNetCnn.Explain;
using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.GradCam</c>.</summary>
public static class GradCamCatalog
{
    /// <summary>A heatmap for every picture: where a layer of a network finds what speaks for a class, by Grad-CAM or its kin.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: a float vector (height, width), 0 to 1.</param>
    /// <param name="inputColumnName">The column of pixels, preprocessed as the network expects.</param>
    /// <param name="model">The network, e.g. <c>Model.Load("model.keras")</c>.</param>
    /// <param name="layer">The layer looked at, also one inside a nested model, or its path <c>outer/inner</c>; null for the last convolution.</param>
    /// <param name="classIndex">The class explained, from 0; null for each picture's class of the highest score.</param>
    /// <exception cref="ArgumentException">A name is empty, the class is negative, or the model has no such layer.</exception>
    public static GradCamEstimator GradCam(this CnnCatalog cnn, string outputColumnName, string inputColumnName, Model model, string? layer = null, int? classIndex = null)
    {
        ArgumentNullException.ThrowIfNull(inputColumnName);
        return cnn.GradCam(model, new GradCamOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Class = classIndex, Method = new GradCam { Layer = layer } });
    }

    /// <summary>A heatmap for every picture: where the network of a fitted pipeline finds what speaks for a class, by Grad-CAM or its kin.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: a float vector (height, width), 0 to 1.</param>
    /// <param name="fitted">
    /// What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>. The column of pictures, their preprocessing and the names of the classes are
    /// taken over. <c>fitted.Append(ml.Cnn.GradCam("Heatmap", fitted).Fit(fitted.Transform(data)))</c> is both in one model.
    /// </param>
    /// <param name="layer">The layer looked at, also one inside a nested model, or its path <c>outer/inner</c>; null for the last convolution.</param>
    /// <param name="classIndex">The class explained, from 0; null for each picture's class of the highest score.</param>
    /// <exception cref="ArgumentException">A name is empty, the class is negative, or the model has no such layer, or there is no network in it.</exception>
    public static GradCamEstimator GradCam(this CnnCatalog cnn, string outputColumnName, ITransformer fitted, string? layer = null, int? classIndex = null) =>
        cnn.GradCam(fitted, new GradCamOptions { OutputColumnName = outputColumnName, Class = classIndex, Method = new GradCam { Layer = layer } });

    /// <summary>A heatmap for every picture: where a layer of a network finds what speaks for a class, by Grad-CAM or its kin.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="model">The network: one input, pictures, and one output.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are, or the model has no such layer.</exception>
    public static GradCamEstimator GradCam(this CnnCatalog cnn, Model model, GradCamOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new GradCamEstimator(model, options);
    }

    /// <summary>A heatmap for every picture: where the network of a fitted pipeline finds what speaks for a class, by Grad-CAM or its kin.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="fitted">What a pipeline's <c>Fit</c> gave, or <c>ml.Cnn.LoadModel</c>: see <see cref="FittedNetwork.Of"/>.</param>
    /// <param name="options">All settings. Preprocessing and Rescale are the fitted one's: leave them at their defaults, or give the same.</param>
    /// <exception cref="ArgumentException">Settings are wrong (the message lists all that are), the model has no such layer, or there is no network in it.</exception>
    public static GradCamEstimator GradCam(this CnnCatalog cnn, ITransformer fitted, GradCamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var network = FittedNetwork.Of(fitted);
        var completed = network.Complete(options, "GradCam");
        return cnn.GradCam(network.Model, completed with { ClassNames = completed.ClassNames ?? network.ClassNames });
    }
}
