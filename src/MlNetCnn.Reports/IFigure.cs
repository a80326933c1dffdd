namespace MlNetCnn.Reports;

/// <summary>
/// Something to look at that renders itself, the same bytes every time: a <see cref="LineChart"/>, <see cref="ConfusionMatrixChart"/>, <see cref="Histogram"/>,
/// <see cref="HistogramComparison"/>, <see cref="ImageGrid"/> or <see cref="PicturePlate"/>.
/// </summary>
public interface IFigure
{
    /// <summary>Title of the figure; may be empty.</summary>
    string Title { get; }

    /// <summary>The figure as a self-contained SVG 1.1 document: no script, no style sheet, no reference to anything outside.</summary>
    string ToSvg();

    /// <summary>The figure as a PNG file's bytes.</summary>
    byte[] ToPng();
}
