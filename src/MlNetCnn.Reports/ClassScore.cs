namespace MlNetCnn.Reports;

/// <summary>A class and its score in a <see cref="ScoresCell"/>.</summary>
/// <param name="Name">Name of the class; too long a one ends in an ellipsis.</param>
/// <param name="Score">A probability or any other score, e.g. a logit.</param>
/// <param name="Emphasized">Whether it stands out, e.g. because it is the class that is explained. Default false.</param>
public sealed record ClassScore(string Name, double Score, bool Emphasized = false);
