using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>The report of a run.</summary>
internal static class FaithfulnessReport
{
    // Of each kind one; more lines than these could not be told apart.
    private static readonly string[] Shown = ["grad-cam", "layer-cam", "score-cam", "saliency", "integrated-gradients", "occlusion", MethodFigures.NoiseName];

    public static HtmlReport Of(FaithfulnessResults results, Summary summary)
    {
        var (games, history) = (results.Games, results.Fit.Classifier.History);
        return new HtmlReport(
            "Faithfulness",
            [
                new SummarySection("Does Grad-CAM point at the object?",
                [
                    new("Trained net", games.TrainedInWords),
                    new("All weights drawn anew", games.RandomInWords),
                    new("Near the object", games.TolerantInWords),
                    new("Energy in the box", string.Create(CultureInfo.InvariantCulture, $"{100 * games.Trained.Energy:F1} % of the map; {100 * games.Random.Average(r => r.Energy):F1} % with random weights")),
                    new("Test accuracy", string.Create(CultureInfo.InvariantCulture, $"{results.TestAccuracy:F4} ({games.Right.Count(r => r)} of {games.Right.Count})")),
                    new("Data", results.Data.Split),
                ]),
                new FigureSection("Pictures", results.Plates),
                new TableSection("Methods", FaithfulnessTable.Columns, FaithfulnessTable.Rows(results.Methods),
                    string.Create(CultureInfo.InvariantCulture, $"On {results.Methods[0].Pointing.Points.Count} held-out pictures. {FaithfulnessTable.Note}")),
                new FigureSection("Deletion and insertion",
                [
                    new LineChart("Deletion", "share of pixels deleted", "mean probability", Lines(results, m => (m.Deletion.Fractions, m.Deletion.Scores))),
                    new LineChart("Insertion", "share of pixels inserted", "mean probability", Lines(results, m => (m.Insertion.Fractions, m.Insertion.Scores))),
                ], "The pixels that a map calls most important go first to black, or come first into a blurred picture."),
                new FigureSection("Layers drawn anew, from the output to the input",
                [
                    new LineChart("Rank correlation with the trained net's maps", "layers with random weights", "Spearman's rank correlation", Lines(results, m =>
                        ([0.0, .. m.Cascade.Select(s => (double)s.LayersDrawn)], [1.0, .. m.Cascade.Select(s => s.RankCorrelation)]))),
                ], "A method that shows what the net has learned loses its maps with the weights."),
                FigureSection.OfCurves("Training", history.Names.ToDictionary(n => n, n => history[n])),
                new SummarySection("Settings and figures", summary.Figures.Where(f => f.Key != "methods" && !RunFigures.Changing.Contains(f.Key)).Select(f => KeyValuePair.Create(f.Key, f.Value?.ToString() ?? "-"))),
                new TextSection("Network", results.Net.Summary(), preformatted: true),
            ],
            "Are explanations any good? Measured on drawn pictures whose objects' places are known, which the net has not seen.");
    }

    private static IEnumerable<LineSeries> Lines(FaithfulnessResults results, Func<MethodFigures, (IEnumerable<double> X, IEnumerable<double> Y)> of)
    {
        var colours = Enum.GetValues<PaletteColour>();
        var known = results.Methods.Where(m => Shown.Contains(m.Name)).ToList();
        var methods = known.Count > 1 ? known : results.Methods.Take(colours.Length);
        return methods.Take(colours.Length).Select((m, i) => (Line: of(m), m.Name, Colour: colours[i])).Where(m => m.Line.Y.Skip(1).Any())
            .Select(m => new LineSeries(m.Name, m.Line.X, m.Line.Y, SeriesStyle.Line, m.Colour));
    }
}
