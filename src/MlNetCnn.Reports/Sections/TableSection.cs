using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>A table of texts, most of them numbers: e.g. methods and their figures. The first column names the rows.</summary>
public sealed class TableSection : ReportSection
{
    /// <summary>Describes the table.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="columns">What stands above the columns; at least one.</param>
    /// <param name="rows">The rows, in order, each with as many texts as there are columns.</param>
    /// <param name="note">A sentence above it; may be empty.</param>
    /// <exception cref="ArgumentException">There are no columns, a row has another number of texts, or a text is null.</exception>
    public TableSection(string heading, IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows, string note = "")
        : base(heading)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(note);
        (Columns, Note) = (Array.AsReadOnly(columns.ToArray()), note);
        Rows = Array.AsReadOnly(rows.Select(r => (IReadOnlyList<string>)Array.AsReadOnly((r ?? throw new ArgumentException("A row is null.", nameof(rows))).ToArray())).ToArray());
        if (Columns.Count == 0 || Columns.Contains(null!)) throw new ArgumentException("There is no column, or what stands above one is null.", nameof(columns));
        foreach (var (i, row) in Rows.Index())
            if (row.Count != Columns.Count || row.Contains(null!)) throw new ArgumentException($"Row {i} has {row.Count} texts for {Columns.Count} columns, or one that is null.", nameof(rows));
    }

    /// <summary>What stands above the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>A sentence above the table.</summary>
    public string Note { get; }

    internal override void Write(HtmlText html)
    {
        if (Note.Length > 0) html.Line($"<p>{HtmlText.Escape(Note)}</p>");
        html.Line("""<div class="scroll"><table class="numbers">""");
        html.Line($"<thead><tr>{string.Concat(Columns.Select(c => $"""<th scope="col">{HtmlText.Escape(c)}</th>"""))}</tr></thead>");
        html.Line("<tbody>");
        foreach (var row in Rows) html.Line($"""<tr><th scope="row">{HtmlText.Escape(row[0])}</th>{string.Concat(row.Skip(1).Select(t => $"<td>{HtmlText.Escape(t)}</td>"))}</tr>""");
        html.Line("</tbody>");
        html.Line("</table></div>");
    }
}
