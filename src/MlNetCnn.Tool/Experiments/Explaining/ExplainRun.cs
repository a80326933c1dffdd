using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>Explains pictures and writes what came of it.</summary>
internal static class ExplainRun
{
    /// <summary>Runs it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="pictures">Files, and what the files made of each start with.</param>
    /// <param name="settings">How.</param>
    /// <param name="about">What it is, in a sentence.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static void Run(LookedIntoNetwork network, IReadOnlyList<(string File, string Name)> pictures, ExplainSettings settings, string about, IDisplay display, CancellationToken cancellation)
    {
        using var folder = new RunFolder(settings.Output);
        display.Line(network.ToString());
        var explained = PictureExplainer.Run(network, pictures, settings, display, cancellation);
        foreach (var picture in explained) Tell(picture, display);

        // Where there is a summary, there is everything that belongs to it.
        File.Delete(folder.File(Summary.FileName));
        var files = explained.SelectMany(p => p.Explanations.Select(e => (Picture: p, Explanation: e)))
            .ToDictionary(p => ExplanationFiles.Stem(p.Picture, p.Explanation), p => ExplanationFiles.Write(folder, p.Picture, p.Explanation, settings.Overlay));
        AtomicFile.WriteAllText(folder.File("report.html"), ExplainReport.Of(settings, network, explained, about).ToHtml());
        ExplainSummary.Of(settings, network, explained, (p, e) => files[ExplanationFiles.Stem(p, e)]).Save(folder.File(Summary.FileName));
        display.Line($"Wrote {files.Values.Sum(f => f.Count)} pictures and arrays, report.html and {Summary.FileName}: {folder.Path}");
    }

    private static void Tell(ExplainedPicture picture, IDisplay display)
    {
        display.Line($"{Path.GetFileName(picture.File)}: {picture.Scores.InWords(ExplainedPicture.Top)}; explained: {picture.Explained}");
        foreach (var explanation in picture.Explanations) display.Line($"  {explanation.Method}: {ExplainReport.InWords(picture, explanation)}");
        // A probability next to 0 or 1 hardly moves, whatever is done to the picture.
        if (picture.Explanations.Any(e => e.ScoreKind == ScoreKind.Probability && picture.Peak(e.Map) is null) && picture.Scores.Kind == OutputKind.Probabilities)
            display.Line("  A probability that is as good as 0 or 1 has nothing left to explain; --logits looks at the score before it.");
    }
}
