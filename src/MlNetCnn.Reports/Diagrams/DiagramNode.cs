namespace MlNetCnn.Reports;

/// <summary>A box of a <see cref="NetworkDiagram"/>.</summary>
/// <param name="Id">Unique among nodes and groups.</param>
/// <param name="Label">First line, bold.</param>
public sealed record DiagramNode(string Id, string Label)
{
    /// <summary>Lines that a box shows below its label at most.</summary>
    public const int MostLines = 6;

    /// <summary>What it does. Default <see cref="DiagramKind.Other"/>.</summary>
    public DiagramKind Kind { get; init; }

    /// <summary>Lines below the label, 6 at most. Default none.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Whether it says that it trains (true) or is frozen (false); null, the default, for neither.</summary>
    public bool? Trainable { get; init; }

    /// <summary>The group it stands in; null, the default, for none.</summary>
    public string? Group { get; init; }
}
