namespace MlNetCnn.Reports;

/// <summary>A row of a <see cref="ClassificationReport"/>: a class's figures, or an average's.</summary>
/// <param name="Name">The class, or the average.</param>
/// <param name="Precision">Right among those taken for the class: tp / (tp + fp); 0 where nothing was taken for it.</param>
/// <param name="Recall">Found among those of the class: tp / (tp + fn); 0 where there is none.</param>
/// <param name="F1">2 tp / (2 tp + fp + fn); 0 where that is 0 / 0.</param>
/// <param name="Support">Examples of the class.</param>
public sealed record ClassFigures(string Name, double Precision, double Recall, double F1, long Support);
