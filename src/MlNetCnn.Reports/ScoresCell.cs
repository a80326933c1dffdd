namespace MlNetCnn.Reports;

/// <summary>
/// Classes and their scores in a <see cref="PicturePlate"/>, each with a bar: as long as the score when all are from 0 to 1, else in proportion to the greatest; none for scores below 0.
/// </summary>
/// <param name="Scores">The classes in the order shown, 1 to 20. The plate copies them.</param>
/// <param name="Caption">What stands below, line by line; may be empty.</param>
public sealed record ScoresCell(IReadOnlyList<ClassScore> Scores, string Caption = "") : PlateCell(Caption)
{
    /// <summary>Classes that a cell shows at most.</summary>
    public const int MostScores = 20;
}
