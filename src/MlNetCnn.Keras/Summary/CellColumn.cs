namespace MlNetCnn.Keras;

/// <summary>A column of a <see cref="BoxTable"/>.</summary>
internal sealed record CellColumn(string Header, CellAlign Align);
