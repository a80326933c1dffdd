using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Colours of a diagram's boxes, most of them from the palette of Okabe and Ito that charts use.</summary>
internal static class DiagramColours
{
    public static readonly Rgb Ink = new(0x22, 0x22, 0x22), Soft = new(0x5A, 0x5F, 0x66), Line = new(0x7A, 0x80, 0x88), Frame = new(0xB9, 0xBF, 0xC7), FrameFill = new(0xF6, 0xF7, 0xF9),
        Trainable = new(0x00, 0x7A, 0x58), Frozen = new(0x6C, 0x72, 0x7A);

    public static Rgb Of(DiagramKind kind) => kind switch
    {
        DiagramKind.Input => new(0x4A, 0x55, 0x61),
        DiagramKind.Convolution => Rgb.Of(PaletteColour.Blue),
        DiagramKind.Dense => new(0x6A, 0x51, 0xA3),
        DiagramKind.Pooling => Rgb.Of(PaletteColour.Green),
        DiagramKind.Normalization => Rgb.Of(PaletteColour.Purple),
        DiagramKind.Activation => Rgb.Of(PaletteColour.Orange),
        DiagramKind.Merge => Rgb.Of(PaletteColour.Vermilion),
        DiagramKind.Regularization => new(0x9A, 0xA0, 0xA8),
        DiagramKind.Reshaping => Rgb.Of(PaletteColour.SkyBlue),
        DiagramKind.Preprocessing => new(0x8C, 0x6D, 0x31),
        DiagramKind.Model => new(0x2F, 0x4B, 0x7C),
        _ => new(0x80, 0x80, 0x80),
    };

    /// <summary>In the legend.</summary>
    public static string Name(DiagramKind kind) => kind switch
    {
        DiagramKind.Dense => "dense",
        DiagramKind.Model => "nested model",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>A colour mixed with white: 0 for white, 1 for the colour.</summary>
    public static Rgb Tint(Rgb colour, double part) => new(Mix(colour.Red, part), Mix(colour.Green, part), Mix(colour.Blue, part));

    private static byte Mix(byte value, double part) => (byte)Math.Round(255 + (value - 255) * part);
}
