namespace MlNetCnn;

/// <summary><c>ml.Cnn.DecodePredictions</c>.</summary>
public static class DecodePredictionsCatalog
{
    /// <summary>Names the best classes of a vector of scores, best first (Keras's <c>decode_predictions</c>).</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="outputColumnName">The column made: names; a second one, with <c>.Score</c>, holds their scores.</param>
    /// <param name="inputColumnName">The column of scores.</param>
    /// <param name="classNames">Names of the classes; null for the column's <c>SlotNames</c>.</param>
    /// <param name="top">How many.</param>
    /// <exception cref="ArgumentException">A name is empty or <paramref name="top"/> is not positive.</exception>
    public static DecodePredictionsEstimator DecodePredictions(
        this CnnCatalog cnn, string outputColumnName, string inputColumnName, IReadOnlyList<string>? classNames = null, int top = 5) =>
        cnn.DecodePredictions(new DecodePredictionsOptions
        {
            OutputColumnName = outputColumnName, InputColumnName = inputColumnName, ClassNames = classNames, Top = top,
        });

    /// <summary>Names the best classes of a vector of scores.</summary>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">All settings.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public static DecodePredictionsEstimator DecodePredictions(this CnnCatalog cnn, DecodePredictionsOptions options)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new DecodePredictionsEstimator(options);
    }
}
