using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// A confusion matrix as a picture: rows are true classes, columns predicted ones, each cell as dark as its share of its row. Immutable. Cells show count and share of
/// the row where there is room for them (up to some 12 classes), then the count alone; in the SVG every cell tells both when pointed at.
/// </summary>
/// <remarks>The canvas is as large as the classes need: some 430 pixels for 2, 1700 for 100. Names too long for their place are cut with an ellipsis.</remarks>
public sealed class ConfusionMatrixChart : IFigure
{
    /// <summary>Describes a chart.</summary>
    /// <param name="title">Title above the chart; may be empty.</param>
    /// <param name="matrix">What was taken for what; at most 400 classes.</param>
    /// <exception cref="ArgumentException">There are more classes.</exception>
    public ConfusionMatrixChart(string title, ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Classes.Count > MatrixLayout.MostClasses)
            throw new ArgumentException($"The matrix has {matrix.Classes.Count} classes; a chart shows at most {MatrixLayout.MostClasses}. Group the classes, or show the table alone.", nameof(matrix));
        (Title, Matrix) = (title, matrix);
    }

    /// <summary>Title above the chart.</summary>
    public string Title { get; }

    /// <summary>What is shown.</summary>
    public ConfusionMatrix Matrix { get; }

    /// <inheritdoc/>
    public string ToSvg() => SvgPainter.Paint(MatrixLayout.Of(this), Title);

    /// <summary>The chart as a picture of 3 channels, anti-aliased.</summary>
    public Image ToImage() => CanvasPainter.Paint(MatrixLayout.Of(this));

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage());
}
