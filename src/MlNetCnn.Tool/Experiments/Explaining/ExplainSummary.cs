using System.Text.Json.Nodes;
using MlNetCnn.Explain;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>An explaining run's <c>summary.json</c>.</summary>
internal static class ExplainSummary
{
    /// <summary>What was explained and what was found.</summary>
    /// <param name="settings">How it was explained.</param>
    /// <param name="network">The network.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="files">Names of the files that a picture's explanation was written to.</param>
    public static Summary Of(ExplainSettings settings, LookedIntoNetwork network, IReadOnlyList<ExplainedPicture> pictures, Func<ExplainedPicture, Explanation, IReadOnlyList<string>> files) => new()
    {
        ["experiment"] = settings.Experiment,
        ["model"] = network.File,
        ["application"] = network.Application,
        ["parameters"] = network.Model.Model.CountParams(),
        ["preprocessing"] = network.Pictures.Preprocessing,
        ["score"] = settings.Methods[0].Score.ToString().ToLowerInvariant(),
        ["colormap"] = settings.Overlay.Colormap.Name,
        ["intensity"] = settings.Overlay.Intensity,
        ["engine"] = settings.Engine,
        ["pictures"] = new JsonArray([.. pictures.Select(p => (JsonNode)Picture(p, e => files(p, e)))]),
    };

    private static JsonObject Picture(ExplainedPicture picture, Func<Explanation, IReadOnlyList<string>> files) => new()
    {
        ["file"] = picture.File,
        ["height"] = picture.Picture.Height,
        ["width"] = picture.Picture.Width,
        ["top"] = new JsonArray([.. picture.Scores.Best(ExplainedPicture.Top).Select(c => (JsonNode)new JsonObject { ["class"] = c.Name, ["index"] = c.Class, ["score"] = Finite(c.Score) })]),
        ["explanations"] = new JsonArray([.. picture.Explanations.Select(e => (JsonNode)new JsonObject
        {
            ["method"] = e.Method,
            ["layer"] = e.Layer,
            ["class"] = e.Class is { } index ? picture.Scores.Name(index) : null,
            ["index"] = e.Class,
            ["score"] = Finite(e.Score),
            ["map"] = Summary.List([e.Map.Height, e.Map.Width]),
            ["least"] = Least(e.Map),
            ["greatest"] = Greatest(e.Map),
            // Row and column of the picture, or null where nothing speaks for the class.
            ["peak"] = picture.Peak(ShownMap.Of(e)) is { } peak ? Summary.List([peak.Row, peak.Column]) : null,
            ["completenessGap"] = e.Completeness?.Gap,
            ["files"] = Summary.List(files(e)),
        })]),
    };

    private static float Least(Heatmap map) => map.Values.ToArray().Min();

    private static float Greatest(Heatmap map) => map.Values.ToArray().Max();

    private static float? Finite(float value) => float.IsFinite(value) ? value : null;
}
