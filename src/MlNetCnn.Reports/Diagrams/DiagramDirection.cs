namespace MlNetCnn.Reports;

/// <summary>Which way a <see cref="NetworkDiagram"/> flows: <c>rankdir</c> of Keras's <c>plot_model</c>.</summary>
public enum DiagramDirection
{
    /// <summary>Downwards: TB.</summary>
    TopToBottom,

    /// <summary>To the right: LR.</summary>
    LeftToRight,
}
