using System.Globalization;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Reports;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>A picture, its heat map, the one over the other, and the likeliest classes, side by side.</summary>
internal static class Plate
{
    // Twice a cell's width: sharp on dense screens, and a page of many plates stays small.
    private const int Largest = 512, Cell = 256, Icon = 64;

    /// <summary>The plate of an explanation.</summary>
    public static IFigure Of(ExplainedPicture picture, Explanation explanation, Overlay overlay)
    {
        var shown = Within(picture.Picture);
        var name = Path.GetFileName(picture.File);
        var map = ShownMap.Of(explanation);
        return new PicturePlate(
            $"{explanation.Method}{(explanation.Layer is { } layer ? $" at {layer}" : "")}",
            [
                new PictureCell(shown, name),
                new PictureCell(map.Colour(shown.Height, shown.Width, overlay), ShownMap.Caption(explanation)),
                new PictureCell(map.Overlay(shown, overlay), "over the picture"),
                new ScoresCell([.. picture.Scores.Best(ExplainedPicture.Top).Select(c => new ClassScore(c.Name, c.Score, c.Class == explanation.Class))], ScoresCaption(picture)),
            ])
        {
            Bar = new ColourBar(overlay.Colormap, "0", explanation.Map.Normalize().IsZero ? "1 (all zero)" : "1"),
        };
    }

    private static string ScoresCaption(ExplainedPicture picture) => picture.Scores.Kind switch
    {
        OutputKind.Number => "the output",
        _ when picture.Scores.Values.Count > ExplainedPicture.Top => string.Create(CultureInfo.InvariantCulture, $"top {ExplainedPicture.Top} of {picture.Scores.Values.Count} classes"),
        _ => "classes",
    };

    // The plate enlarges small pictures by whole factors alone; what is no icon fills its cell here.
    private static Image Within(Image image)
    {
        var larger = Math.Max(image.Height, image.Width);
        var scale = larger switch
        {
            > Largest => (double)Largest / larger,
            > Icon and < Cell => (double)Cell / larger,
            _ => 1,
        };
        return scale == 1 ? image : image.Resize(Side(image.Height, scale), Side(image.Width, scale), scale < 1 ? Resampling.Bilinear : Resampling.Bicubic);
    }

    private static int Side(int side, double scale) => Math.Max(1, (int)Math.Round(side * scale));
}
