using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Arrays;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>
/// Writes what is kept of an explanation: the heat map and the overlay as pictures of the explained picture's own size, the plate with all of it, and the map as arrays, as the method gave it
/// and from 0 to 1.
/// </summary>
internal static class ExplanationFiles
{
    /// <summary>Writes them all.</summary>
    /// <returns>The names of the files.</returns>
    public static IReadOnlyList<string> Write(RunFolder folder, ExplainedPicture picture, Explanation explanation, Overlay overlay)
    {
        List<string> names = [];
        var stem = Stem(picture, explanation);
        var shown = picture.Picture;
        var map = ShownMap.Of(explanation);
        var laid = map.Overlay(shown, overlay);
        Bytes("-heatmap.png", ImageFile.EncodePng(map.Colour(shown.Height, shown.Width, overlay)));
        Bytes("-overlay.png", ImageFile.EncodePng(laid));
        Bytes("-overlay.jpg", ImageFile.EncodeJpeg(laid));
        Bytes("-plate.png", Plate.Of(picture, explanation, overlay).ToPng());
        Array(".npy", [explanation.Map.Height, explanation.Map.Width], explanation.Map.Values.ToArray());
        Array("-normalised.npy", [explanation.Map.Height, explanation.Map.Width], explanation.Map.Normalize().Values.ToArray());
        if (explanation.Attributions is { } attributions) Array("-attributions.npy", [.. attributions.Shape], attributions.Span.ToArray());
        return names;

        void Bytes(string ending, byte[] bytes)
        {
            AtomicFile.Write(folder.File(stem + ending), stream => stream.Write(bytes));
            names.Add(stem + ending);
        }

        void Array(string ending, IReadOnlyList<int> shape, float[] values)
        {
            NpyFile.Write(folder.File(stem + ending), new NpyArray(shape, values));
            names.Add(stem + ending);
        }
    }

    /// <summary>What an explanation's files start with.</summary>
    public static string Stem(ExplainedPicture picture, Explanation explanation) => picture.Name.Length == 0 ? explanation.Method : $"{picture.Name}-{explanation.Method}";
}
