using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>A run's report.html: results, curves, what was taken for what, the worst errors with their pictures, settings, network. No times, so that the same run makes the same page.</summary>
internal static class RunReport
{
    private const int MostErrors = 24;

    public static HtmlReport Of(RunResults results, Summary summary)
    {
        var (part, answers) = results.Test is { } test ? (DataPart.Test, test) : (DataPart.Validation, results.Validation);
        var word = part == DataPart.Test ? "test" : "validation";
        var matrix = ConfusionMatrix.Of(results.Data.Classes, answers.Labels, answers.Predicted);
        return new HtmlReport(
            results.Experiment,
            [
                new SummarySection("Results", Results(results, summary)),
                .. results.Stages.Select(s => FigureSection.OfCurves(s.Name.Length == 0 ? "Training" : $"Training: {s.Name}", s.History.Names.ToDictionary(n => n, n => s.History[n]))),
                new FigureSection($"Confusion matrix, {word} pictures", [new ConfusionMatrixChart("", matrix)]),
                new ClassificationSection($"Classes, {word} pictures", matrix),
                new ErrorsSection($"Worst errors, {word} pictures", answers.Errors.Take(MostErrors).Select(i => Error(results.Data, part, answers, i)), answers.Count - answers.Right),
                .. Explained(results),
                new SummarySection("Settings and figures", summary.Figures.Where(f => !RunFigures.Changing.Contains(f.Key)).Select(f => KeyValuePair.Create(f.Key, Word(f.Value)))),
                new TextSection("Network", results.Network.Summary(), preformatted: true),
            ],
            results.About);
    }

    private static List<KeyValuePair<string, string>> Results(RunResults results, Summary summary)
    {
        List<KeyValuePair<string, string>> rows = [];
        if (summary["testAccuracyBefore"] is { } before) rows.Add(new("Test accuracy before fine-tuning", Share((double)before)));
        if (results.Test is { } test) rows.Add(new("Test accuracy", Figure(test)));
        rows.Add(new("Validation accuracy", Figure(results.Validation)));
        if (summary["bestValidationAccuracy"] is { } best) rows.Add(new("Best validation accuracy", $"{Share((double)best)}, epoch {summary["bestValidationAccuracyEpoch"]} of {summary["epochs"]}"));
        rows.Add(new("Data", results.Data.Split));
        return rows;
    }

    private static IEnumerable<ReportSection> Explained(RunResults results)
    {
        if (results.Explained is { } explained)
            yield return new FigureSection("A picture explained", [Plate.Of(explained, explained.Explanations[0], Overlay.Book)], $"{Path.GetFileName(explained.File)}: where Grad-CAM finds what speaks for {explained.Explained}.");
    }

    private static WrongPrediction Error(ExperimentData data, DataPart part, Answers answers, int index) => new(
        data.ImageOf(part, index), data.Classes[answers.Labels[index]], data.Classes[answers.Predicted[index]], answers.Probabilities[index][answers.Predicted[index]], data.SourceOf(part, index));

    private static string Figure(Answers answers) => string.Create(CultureInfo.InvariantCulture, $"{answers.Accuracy:F4} ({answers.Right} of {answers.Count}), loss {answers.Loss:F4}");

    private static string Share(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    private static string Word(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray list => string.Join(", ", list.Select(Word)),
        _ => value.ToString(),
    };
}
