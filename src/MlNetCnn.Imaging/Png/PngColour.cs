namespace MlNetCnn.Imaging.Png;

/// <summary>Colour types by their codes in the file.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
