namespace MlNetCnn.Reports;

/// <summary>A frame of a <see cref="NetworkDiagram"/> around nodes and other groups: a model within a model.</summary>
/// <param name="Id">Unique among nodes and groups.</param>
/// <param name="Label">What stands in its corner.</param>
/// <param name="Group">The group it stands in itself; null, the default, for none.</param>
public sealed record DiagramGroup(string Id, string Label, string? Group = null);
