using MlNetCnn.Reports.Html;

namespace MlNetCnn.Reports;

/// <summary>A part of an <see cref="HtmlReport"/> under a heading of its own. The kinds are those of this library.</summary>
public abstract class ReportSection
{
    private protected ReportSection(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        Heading = heading;
    }

    /// <summary>The heading; empty for none.</summary>
    public string Heading { get; }

    /// <summary>Writes what stands under the heading.</summary>
    internal abstract void Write(HtmlText html);
}
