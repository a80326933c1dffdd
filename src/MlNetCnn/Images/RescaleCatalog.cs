namespace MlNetCnn;

/// <summary><c>ml.Cnn.Rescale</c>.</summary>
public static class RescaleCatalog
{
    /// <summary>Multiplies every value: 1/255 brings pixels to 0 to 1, as nets trained from scratch in the Keras book take them.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made.</param>
    /// <param name="scale">Factor.</param>
    /// <param name="inputColumnName">The column of floats; null for the output's name.</param>
    /// <exception cref="ArgumentException">A name is empty or the scale not finite.</exception>
    public static RescaleEstimator Rescale(this CnnCatalog cnn, string outputColumnName, float scale = 1f / 255, string? inputColumnName = null) =>
        cnn.Rescale(new RescaleOptions { OutputColumnName = outputColumnName, InputColumnName = inputColumnName, Scale = scale });

    /// <summary>Multiplies and shifts every value.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static RescaleEstimator Rescale(this CnnCatalog cnn, RescaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new RescaleEstimator(options);
    }
}
