namespace MlNetCnn.Reports;

/// <summary>
/// Colours of a series. The palette of Okabe and Ito ("Color Universal Design", 2008), which people with any of the common colour
/// vision deficiencies can tell apart; its yellow is left out, being too pale on white.
/// </summary>
public enum PaletteColour
{
    /// <summary>#0072B2.</summary>
    Blue,

    /// <summary>#D55E00.</summary>
    Vermilion,

    /// <summary>#009E73.</summary>
    Green,

    /// <summary>#CC79A7.</summary>
    Purple,

    /// <summary>#E69F00.</summary>
    Orange,

    /// <summary>#56B4E9.</summary>
    SkyBlue,

    /// <summary>#000000.</summary>
    Black,
}
