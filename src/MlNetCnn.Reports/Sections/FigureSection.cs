using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>Figures side by side, as many as the page is wide.</summary>
public sealed class FigureSection : ReportSection
{
    /// <summary>Size of a line chart in pixels, before the page makes it as wide as there is room: one that phones show whole with letters to be read.</summary>
    private const int ChartWidth = 480, ChartHeight = 320;

    /// <summary>Grids and plates wider than so many pixels have a row of the page for themselves.</summary>
    private const int WideGrid = 560;

    /// <summary>Describes the section.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="figures">The figures, in order.</param>
    /// <param name="note">A sentence above them; may be empty.</param>
    /// <exception cref="ArgumentException">A figure is null.</exception>
    public FigureSection(string heading, IEnumerable<IFigure> figures, string note = "")
        : base(heading)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(note);
        Figures = Array.AsReadOnly(figures.ToArray());
        if (Figures.Contains(null!)) throw new ArgumentException("One of the figures is null.", nameof(figures));
        Note = note;
    }

    /// <summary>The figures.</summary>
    public IReadOnlyList<IFigure> Figures { get; }

    /// <summary>A sentence above them.</summary>
    public string Note { get; }

    /// <summary>The curves of a run, one chart for each metric: <see cref="TrainingCurves.All"/>.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="history">Values per epoch by Keras's names.</param>
    /// <param name="smoothing">Weight of the past in the smoothed line; default the book's 0.8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing factor is not in [0, 1).</exception>
    public static FigureSection OfCurves(string heading, IReadOnlyDictionary<string, IReadOnlyList<double>> history, double smoothing = 0.8) =>
        new(heading, TrainingCurves.All(history, smoothing).Select(c => (IFigure)c.Chart));

    internal override void Write(HtmlText html)
    {
        if (Note.Length > 0) html.Line($"<p>{HtmlText.Escape(Note)}</p>");
        html.Line("""<div class="figures">""");
        foreach (var figure in Figures)
        {
            html.Line($"<figure{Style(figure)}>");
            html.Raw(figure is LineChart chart ? chart.ToSvg(ChartWidth, ChartHeight) : figure.ToSvg());
            html.Line("</figure>");
        }

        html.Line("</div>");
    }

    // A matrix of many classes keeps its size, or its names could not be read: it is scrolled.
    private static string Style(IFigure figure) => figure switch
    {
        LineChart => " class=\"chart\"",
        ConfusionMatrixChart { Matrix.Classes.Count: > 12 } => " class=\"large\"",
        ConfusionMatrixChart { Matrix.Classes.Count: > 6 } => " class=\"matrix\"",
        PicturePlate { ShownWidth: > WideGrid } or ImageGrid { ShownWidth: > WideGrid } => " class=\"plate\"",
        _ => "",
    };
}
