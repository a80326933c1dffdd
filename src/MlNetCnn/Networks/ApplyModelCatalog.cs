using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.ApplyModel</c>.</summary>
public static class ApplyModelCatalog
{
    /// <summary>Runs a Keras model over pictures.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: the model's output.</param>
    /// <param name="inputColumnName">The column of pixels, preprocessed as the model expects.</param>
    /// <param name="model">The model, e.g. <c>Model.Load("model.keras")</c>.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public static ApplyModelEstimator ApplyModel(this CnnCatalog cnn, string outputColumnName, string inputColumnName, Model model) =>
        cnn.ApplyModel(model, new ApplyModelOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName });

    /// <summary>Runs a Keras model over pictures.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static ApplyModelEstimator ApplyModel(this CnnCatalog cnn, Model model, ApplyModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new ApplyModelEstimator(model, options);
    }
}
