using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>Text: paragraphs, or lines as they are, such as a model's summary.</summary>
public sealed class TextSection : ReportSection
{
    /// <summary>Describes the section.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="text">The text. Plain: nothing in it is markup. Paragraphs are parted by empty lines.</param>
    /// <param name="preformatted">Whether lines and spaces stay as they are, in letters of one width.</param>
    public TextSection(string heading, string text, bool preformatted = false)
        : base(heading)
    {
        ArgumentNullException.ThrowIfNull(text);
        (Text, Preformatted) = (text, preformatted);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Whether lines and spaces stay as they are.</summary>
    public bool Preformatted { get; }

    internal override void Write(HtmlText html)
    {
        var lines = Text.ReplaceLineEndings("\n");
        if (Preformatted)
        {
            html.Line($"<pre>{HtmlText.Escape(lines.TrimEnd('\n'), keepLines: true)}</pre>");
            return;
        }

        foreach (var paragraph in lines.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) html.Line($"<p>{HtmlText.Escape(paragraph)}</p>");
    }
}
