using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.DecodePredictions</c>.</summary>
public sealed record DecodePredictionsOptions
{
    /// <summary>The column made: names of the best classes, best first, a vector of text. Default <c>Predictions</c>.</summary>
    public string OutputColumnName { get; init; } = "Predictions";

    /// <summary>The second column made: their scores, a float vector. Default null: the first one's name with <c>.Score</c>.</summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>The column of scores, a float vector. Default <c>Score</c>.</summary>
    public string InputColumnName { get; init; } = "Score";

    /// <summary>How many classes. Default 5, as in Keras; no more than there are.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Names of the classes. Default null: the column's <c>SlotNames</c>.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    internal string Scores => ScoreColumnName ?? OutputColumnName + ".Score";

    internal void Validate() => new OptionErrors(nameof(DecodePredictionsOptions))
        .Named(OutputColumnName, nameof(OutputColumnName))
        .Named(Scores, nameof(ScoreColumnName))
        .Named(InputColumnName, nameof(InputColumnName))
        .Between(Top, 1, int.MaxValue, nameof(Top))
        .Require(ClassNames is null or { Count: > 0 }, nameof(ClassNames), "empty", "null or one name per class")
        .ThrowIfAny();
}
