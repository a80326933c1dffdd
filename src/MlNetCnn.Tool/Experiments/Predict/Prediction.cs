namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>What a model said, and what is known about it.</summary>
internal sealed record Prediction(Scores Scores, IReadOnlyList<string>? ClassNames, string? Application, string? Preprocessing);
