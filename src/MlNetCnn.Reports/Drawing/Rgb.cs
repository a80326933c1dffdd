namespace MlNetCnn.Reports.Drawing;

/// <summary>An sRGB colour.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);

    /// <summary>As SVG writes it, e.g. <c>#0072b2</c>.</summary>
    public string Hex => $"#{Red:x2}{Green:x2}{Blue:x2}";

    public static Rgb Of(PaletteColour colour) => colour switch
    {
        PaletteColour.Blue => new(0x00, 0x72, 0xB2),
        PaletteColour.Vermilion => new(0xD5, 0x5E, 0x00),
        PaletteColour.Green => new(0x00, 0x9E, 0x73),
        PaletteColour.Purple => new(0xCC, 0x79, 0xA7),
        PaletteColour.Orange => new(0xE6, 0x9F, 0x00),
        PaletteColour.SkyBlue => new(0x56, 0xB4, 0xE9),
        PaletteColour.Black => new(0, 0, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(colour), colour, "Not a colour of the palette."),
    };
}
