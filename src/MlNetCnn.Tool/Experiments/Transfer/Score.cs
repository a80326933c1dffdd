namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>How well a classifier does on some pictures.</summary>
/// <param name="Accuracy">Fraction that it names rightly.</param>
/// <param name="Loss">Cross-entropy, natural logarithm, per picture.</param>
internal sealed record Score(double Accuracy, double Loss);
