namespace MlNetCnn.Reports;

/// <summary>How a series is drawn.</summary>
public enum SeriesStyle
{
    /// <summary>A dot for each value.</summary>
    Points,

    /// <summary>A line through the values; a value that is not a number leaves a gap.</summary>
    Line,

    /// <summary>The line and the dots.</summary>
    Both,
}
