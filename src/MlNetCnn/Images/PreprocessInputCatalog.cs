using MlNetCnn.Keras;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.PreprocessInput</c>.</summary>
public static class PreprocessInputCatalog
{
    /// <summary>Brings RGB pixels 0 to 255 into the range that a pre-trained network expects (Keras's <c>preprocess_input</c>).</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made.</param>
    /// <param name="mode">VGG16, VGG19: <see cref="Preprocessing.Caffe"/>; MobileNet: <see cref="Preprocessing.Tf"/>.</param>
    /// <param name="inputColumnName">The column of pixels; null for the output's name.</param>
    /// <exception cref="ArgumentException">A name is empty or the mode unknown.</exception>
    public static PreprocessInputEstimator PreprocessInput(this CnnCatalog cnn, string outputColumnName, Preprocessing mode, string? inputColumnName = null) =>
        cnn.PreprocessInput(new PreprocessInputOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Mode = mode });

    /// <summary>Brings RGB pixels 0 to 255 into the range that a pre-trained network expects.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static PreprocessInputEstimator PreprocessInput(this CnnCatalog cnn, PreprocessInputOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new PreprocessInputEstimator(options);
    }
}
