namespace MlNetCnn.Reports;

/// <summary>What <c>model.Plot()</c> shows: the arguments of Keras's <c>plot_model</c>, whose defaults are given where they differ.</summary>
public sealed record PlotOptions
{
    /// <summary>
    /// Whether boxes tell the shape of their output, the batch first as <c>None</c>. That of the input stands in the boxes before, where Keras repeats it. Default true (false in Keras).
    /// </summary>
    public bool ShowShapes { get; init; } = true;

    /// <summary>Whether boxes tell the type of their output, which is always float32 here. Default false.</summary>
    public bool ShowDtype { get; init; }

    /// <summary>Whether boxes tell the layer's name, and not its class alone. Default true (false in Keras).</summary>
    public bool ShowLayerNames { get; init; } = true;

    /// <summary>Whether boxes tell the layer's activation, if it has one to set. Default false.</summary>
    public bool ShowLayerActivations { get; init; }

    /// <summary>Whether boxes of layers with weights tell that they are trainable or frozen. Default false.</summary>
    public bool ShowTrainable { get; init; }

    /// <summary>Whether boxes of layers with weights tell how many values these have. Default false (Keras has no such argument).</summary>
    public bool ShowParams { get; init; }

    /// <summary>Which way the diagram flows: Keras's <c>rankdir</c>. Default <see cref="DiagramDirection.TopToBottom"/>.</summary>
    public DiagramDirection Direction { get; init; }

    /// <summary>Whether nested models are frames around their layers. Default false.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>Pixels of a PNG per unit of the SVG, 0.25 to 4. Default 2.</summary>
    public double PngScale { get; init; } = 2;
}
