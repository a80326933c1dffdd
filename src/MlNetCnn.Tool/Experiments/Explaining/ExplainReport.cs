using System.Globalization;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Reports;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>An explaining run's report.html: the plates, what they say in figures, the settings, the network. No times, so that the same run makes the same page.</summary>
internal static class ExplainReport
{
    public static HtmlReport Of(ExplainSettings settings, LookedIntoNetwork network, IReadOnlyList<ExplainedPicture> pictures, string about) => new(
        settings.Experiment,
        [
            .. pictures.Select(p => new FigureSection(pictures.Count == 1 ? "" : Path.GetFileName(p.File), p.Explanations.Select(e => Plate.Of(p, e, settings.Overlay)), Note(p))),
            .. pictures.Count == 1 ? new[] { Maps(pictures[0]) } : [],
            new SummarySection("Settings", Settings(settings, network)),
            new TextSection("Network", network.Model.Model.Summary(), preformatted: true),
        ],
        about);

    private static string Note(ExplainedPicture picture) => $"{Path.GetFileName(picture.File)}: {picture.Scores.InWords(ExplainedPicture.Top)}. Explained: {picture.Explained}.";

    private static SummarySection Maps(ExplainedPicture picture) => new("Maps", picture.Explanations.Select(e => KeyValuePair.Create(e.Method, InWords(picture, e))));

    /// <summary>What a map says, in a line.</summary>
    public static string InWords(ExplainedPicture picture, Explanation explanation)
    {
        var where = picture.Peak(ShownMap.Of(explanation)) is { } peak
            ? string.Create(CultureInfo.InvariantCulture, $"highest at row {peak.Row}, column {peak.Column} of {picture.Picture.Height} x {picture.Picture.Width}")
            : "nothing speaks for it: the map is zero everywhere";
        var sum = explanation.Completeness is { } complete
            ? string.Create(CultureInfo.InvariantCulture, $"; adds up to {complete.AttributionSum:F4}, the score rose by {complete.ScoreDifference:F4}")
            : "";
        return $"{explanation.Map.Height} x {explanation.Map.Width}{(explanation.Layer is { } layer ? $" of {layer}" : "")}, {where}{sum}";
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(ExplainSettings settings, LookedIntoNetwork network) =>
    [
        new("Model", network.File),
        new("Application", network.Application ?? "-"),
        new("Pictures", $"{network.Pictures.Shape.ToBatchString()}, preprocessing {network.Pictures.Preprocessing}"),
        new("Score explained", settings.Methods[0].Score == ScoreKind.Logit ? "before the last softmax or sigmoid" : "the network's output"),
        new("Class", settings.Class ?? "each picture's best"),
        new("Colours", string.Create(CultureInfo.InvariantCulture, $"{settings.Overlay.Colormap.Name}, times {settings.Overlay.Intensity} over the picture")),
        new("Engine", settings.Engine),
    ];
}
