namespace MlNetCnn.Reports.Drawing;

/// <summary>Which point of a line of text stands at its anchor.</summary>
internal enum TextAlign
{
    Start,
    Middle,
    End,
}
