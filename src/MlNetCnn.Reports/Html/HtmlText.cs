using System.Text;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Html;

/// <summary>A page's text as it grows. What it writes is HTML and well-formed XML at once. Lines end in a line feed alone.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a line of markup.</summary>
    public void Line(string markup) => text.Append(markup).Append('\n');

    /// <summary>Adds markup as it is.</summary>
    public void Raw(string markup) => text.Append(markup);

    public override string ToString() => text.ToString();

    /// <summary>Any string as text or as an attribute's value in quotes: no markup, no control or formatting characters.</summary>
    /// <param name="keepLines">Whether line feeds and tabs stay.</param>
    public static string Escape(string text, bool keepLines = false) =>
        (keepLines ? string.Join('\n', text.Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(PlainText.Clean)))) : PlainText.Clean(text))
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
}
