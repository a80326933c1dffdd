using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Reports;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>A picture, its heat map and the one over the other, side by side, and below what the network says.</summary>
internal static class Plate
{
    private const int Largest = 256;

    public static IFigure Of(ExplainedPicture picture, Explanation explanation, Overlay overlay)
    {
        var shown = picture.Picture;
        Image[] tiles = [shown, explanation.Map.Colour(shown.Height, shown.Width, overlay), explanation.Map.Overlay(shown, overlay)];
        return new ImageGrid($"{explanation.Method}: {picture.Explained}", tiles.Select(Fit), 3, picture.Scores.InWords(ExplainedPicture.Top));
    }

    private static Image Fit(Image image)
    {
        var scale = Math.Min(1, (double)Largest / Math.Max(image.Height, image.Width));
        return scale == 1 ? image : image.Resize(Math.Max(1, (int)(image.Height * scale)), Math.Max(1, (int)(image.Width * scale)), Resampling.Bilinear);
    }
}
