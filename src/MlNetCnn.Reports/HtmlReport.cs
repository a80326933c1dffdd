using System.Text;
using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>
/// A report as one HTML file that needs nothing else: figures are inline SVG, pictures data URIs, the style stands in the page. No script, and a content security policy that
/// allows neither script nor network. Light or dark as the reader's screen, made for phones and paper too. Immutable; the same report gives the same bytes every time.
/// </summary>
/// <remarks>Every text is plain text: what looks like markup in a class's name or a path is shown as it is. The page is well-formed XML, too.</remarks>
/// <example><code>
/// var report = new HtmlReport("Small convnet",
/// [
///     new SummarySection("Results", [new("Test accuracy", "0.724")]),
///     FigureSection.OfCurves("Training", history),
///     new FigureSection("Confusion matrix", [new ConfusionMatrixChart("Test data", matrix)]),
///     new ClassificationSection("Classes", matrix),
///     new ErrorsSection("Worst errors", errors, total: 276),
///     new TextSection("Model", summary, preformatted: true),
/// ]);
/// File.WriteAllText("report.html", report.ToHtml());
/// </code></example>
public sealed class HtmlReport
{
    /// <summary>Describes a report.</summary>
    /// <param name="title">Title of the page.</param>
    /// <param name="sections">Its parts, in order.</param>
    /// <param name="subtitle">A sentence below the title; may be empty.</param>
    /// <exception cref="ArgumentException">The title is empty, or a section is null.</exception>
    public HtmlReport(string title, IEnumerable<ReportSection> sections, string subtitle = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(subtitle);
        (Title, Subtitle) = (title, subtitle);
        Sections = Array.AsReadOnly(sections.ToArray());
        if (Sections.Contains(null!)) throw new ArgumentException("One of the sections is null.", nameof(sections));
    }

    /// <summary>Title of the page.</summary>
    public string Title { get; }

    /// <summary>A sentence below the title.</summary>
    public string Subtitle { get; }

    /// <summary>Its parts.</summary>
    public IReadOnlyList<ReportSection> Sections { get; }

    /// <summary>The page; to be saved as UTF-8.</summary>
    public string ToHtml()
    {
        var html = new HtmlText();
        html.Line("<!DOCTYPE html>");
        html.Line("""<html lang="en">""");
        html.Line("<head>");
        html.Line("""<meta charset="utf-8"/>""");
        html.Line($"""<meta http-equiv="Content-Security-Policy" content="{PageStyle.Policy}"/>""");
        html.Line("""<meta name="viewport" content="width=device-width, initial-scale=1"/>""");
        html.Line($"<title>{HtmlText.Escape(Title)}</title>");
        html.Line($"<style>{PageStyle.Sheet}</style>");
        html.Line("</head>");
        html.Line("<body>");
        html.Line($"<h1>{HtmlText.Escape(Title)}</h1>");
        if (Subtitle.Length > 0) html.Line($"""<p class="subtitle">{HtmlText.Escape(Subtitle)}</p>""");
        foreach (var section in Sections)
        {
            html.Line("<section>");
            if (section.Heading.Length > 0) html.Line($"<h2>{HtmlText.Escape(section.Heading)}</h2>");
            section.Write(html);
            html.Line("</section>");
        }

        html.Line("</body>");
        html.Line("</html>");
        return html.ToString();
    }

    /// <summary>The page as a file's bytes: UTF-8 without a byte order mark.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(ToHtml());
}
