namespace MlNetCnn.Reports;

/// <summary>An arrow of a <see cref="NetworkDiagram"/>.</summary>
/// <param name="From">Id of a node or a group.</param>
/// <param name="To">Id of a node or a group that stands in the same group.</param>
public sealed record DiagramEdge(string From, string To);
