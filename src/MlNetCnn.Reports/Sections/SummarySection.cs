using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>A table of names and values: settings, results, the command.</summary>
public sealed class SummarySection : ReportSection
{
    /// <summary>Describes the table.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="rows">Names and values, in order.</param>
    /// <exception cref="ArgumentException">A name or a value is null.</exception>
    public SummarySection(string heading, IEnumerable<KeyValuePair<string, string>> rows)
        : base(heading)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = Array.AsReadOnly(rows.ToArray());
        if (Rows.Any(r => r.Key is null || r.Value is null)) throw new ArgumentException("A row's name or value is null.", nameof(rows));
    }

    /// <summary>Names and values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Rows { get; }

    internal override void Write(HtmlText html)
    {
        html.Line("""<div class="scroll"><table class="summary">""");
        foreach (var (name, value) in Rows) html.Line($"""<tr><th scope="row">{HtmlText.Escape(name)}</th><td>{HtmlText.Escape(value)}</td></tr>""");
        html.Line("</table></div>");
    }
}
