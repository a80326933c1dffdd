using MlNetCnn.Imaging;

namespace MlNetCnn.Reports;

/// <summary>An example that was taken for what it is not.</summary>
/// <param name="Picture">The picture, of any size; it is shrunk for the report. Null where it cannot be shown.</param>
/// <param name="TrueClass">What it is.</param>
/// <param name="PredictedClass">What it was taken for.</param>
/// <param name="Probability">The probability that the predicted class was given, 0 to 1; NaN where it is not known.</param>
/// <param name="Path">Where the picture comes from; may be empty.</param>
public sealed record WrongPrediction(Image? Picture, string TrueClass, string PredictedClass, double Probability, string Path);
