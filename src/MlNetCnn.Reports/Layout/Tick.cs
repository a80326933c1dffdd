namespace MlNetCnn.Reports.Layout;

/// <summary>A marked value of an axis and what is written at it.</summary>
internal readonly record struct Tick(double Value, string Label);
