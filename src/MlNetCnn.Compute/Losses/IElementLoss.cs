namespace MlNetCnn.Compute.Losses;

/// <summary>A loss that is the mean over the values of a row: what one value costs.</summary>
internal interface IElementLoss
{
    /// <summary>Computes a value.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">Its target.</param>
    /// <param name="slope">Derivative by the prediction.</param>
    /// <returns>The loss.</returns>
    double Value(double prediction, double target, out double slope);
}
