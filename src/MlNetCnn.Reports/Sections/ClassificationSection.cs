using System.Globalization;
using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>
/// A table of precision, recall and F1 of each class with their averages as scikit-learn's <c>classification_report</c> has them, the best and the worst class (by F1, among
/// those with examples) marked, and the classes that are confused most.
/// </summary>
public sealed class ClassificationSection : ReportSection
{
    private const int MostConfused = 10;

    /// <summary>Describes the section.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="matrix">What was taken for what.</param>
    public ClassificationSection(string heading, ConfusionMatrix matrix)
        : base(heading)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (Matrix, Report) = (matrix, new ClassificationReport(matrix));
    }

    /// <summary>What was taken for what.</summary>
    public ConfusionMatrix Matrix { get; }

    /// <summary>The figures.</summary>
    public ClassificationReport Report { get; }

    internal override void Write(HtmlText html)
    {
        ClassFigures[] seen = [.. Report.Classes.Where(c => c.Support > 0)];
        var (best, worst) = seen.Length < 2 ? (null, null) : (seen.MaxBy(c => c.F1), seen.MinBy(c => c.F1));
        // When all are alike none is the best.
        if (best?.F1 == worst?.F1) (best, worst) = (null, null);
        html.Line("""<div class="scroll"><table class="numbers">""");
        html.Line("""<thead><tr><th scope="col">Class</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">Support</th></tr></thead>""");
        html.Line("<tbody>");
        foreach (var row in Report.Classes)
        {
            var (style, mark) = ReferenceEquals(row, best) ? (" class=\"best\"", " <em>best</em>") : ReferenceEquals(row, worst) ? (" class=\"worst\"", " <em>worst</em>") : ("", "");
            Row(html, row, style, mark);
        }

        html.Line("</tbody>");
        html.Line("<tfoot>");
        html.Line($"""<tr><th scope="row">accuracy</th><td></td><td></td><td>{Share(Report.Accuracy)}</td><td>{Report.Total.ToString(CultureInfo.InvariantCulture)}</td></tr>""");
        Row(html, Report.MacroAverage, "", "");
        Row(html, Report.WeightedAverage, "", "");
        html.Line("</tfoot>");
        html.Line("</table></div>");
        WriteConfused(html);
    }

    private void WriteConfused(HtmlText html)
    {
        var confused = Matrix.MostConfused(MostConfused);
        // With two classes the matrix says it all.
        if (confused.Count == 0 || Matrix.Classes.Count < 3) return;
        html.Line("<h3>Confused most</h3>");
        html.Line("""<div class="scroll"><table class="numbers">""");
        html.Line("""<thead><tr><th scope="col">True class</th><th scope="col" class="text">Predicted</th><th scope="col">Count</th><th scope="col">Of the class</th></tr></thead>""");
        html.Line("<tbody>");
        foreach (var (actual, predicted, count) in confused)
            html.Line($"""<tr><th scope="row">{HtmlText.Escape(Matrix.Classes[actual])}</th><td class="text">{HtmlText.Escape(Matrix.Classes[predicted])}</td><td>{count.ToString(CultureInfo.InvariantCulture)}</td><td>{(100 * Matrix.RowShare(actual, predicted)).ToString("F1", CultureInfo.InvariantCulture)}%</td></tr>""");
        html.Line("</tbody>");
        html.Line("</table></div>");
    }

    private static void Row(HtmlText html, ClassFigures row, string style, string mark) => html.Line(
        $"""<tr{style}><th scope="row">{HtmlText.Escape(row.Name)}{mark}</th><td>{Share(row.Precision)}</td><td>{Share(row.Recall)}</td><td>{Share(row.F1)}</td><td>{row.Support.ToString(CultureInfo.InvariantCulture)}</td></tr>""");

    private static string Share(double share) => share.ToString("F4", CultureInfo.InvariantCulture);
}
