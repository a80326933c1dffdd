using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Explain;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>What a run made and measured, and how it is written: model.zip, model.keras, the history with its curves, report.html, summary.json. Each file is written whole.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="About">What it is, in a sentence.</param>
/// <param name="Pipeline">From <c>ImagePath</c> to the prediction.</param>
/// <param name="InputSchema">What the pipeline takes.</param>
/// <param name="Network">The same as one Keras model, from preprocessed pixels.</param>
/// <param name="Data">The pictures.</param>
/// <param name="Validation">What it says to the validation pictures.</param>
/// <param name="Test">The same for the test pictures; null when there are none.</param>
internal sealed record RunResults(
    string Experiment, string About, ITransformer Pipeline, DataViewSchema InputSchema, Model Network, ExperimentData Data, Answers Validation, Answers? Test)
{
    /// <summary>The trainings by name; the last is the run's history, in files without a name before them.</summary>
    public required IReadOnlyList<(string Name, History History)> Stages { get; init; }

    /// <summary>A picture explained; null where none is.</summary>
    public ExplainedPicture? Explained { get; init; }

    /// <summary>Writes all of it, then loads the model again and compares.</summary>
    public void Write(RunFolder folder, Summary summary)
    {
        // Where there is a summary, there is everything that belongs to it: an older one goes first, the new one comes last.
        File.Delete(folder.File(Summary.FileName));
        new MLContext().Cnn.SaveModel(Pipeline, InputSchema, folder.File("model.zip"));
        Network.Save(folder.File("model.keras"));
        AtomicFile.WriteAllText(folder.File(ClassNames.FileName), string.Concat(Data.Classes.Select(c => c + "\n")));
        if (Explained is { } explained)
            AtomicFile.Write(folder.File(TestPicture.FileName), stream => stream.Write(ImageFile.EncodePng(explained.Explanations[0].Map.Overlay(explained.Picture))));
        foreach (var (i, (name, history)) in Stages.Index()) WriteHistory(folder, i == Stages.Count - 1 ? "" : name + "-", history);
        AtomicFile.WriteAllText(folder.File("report.html"), RunReport.Of(this, summary).ToHtml());
        summary.Save(folder.File(Summary.FileName));
    }

    /// <summary>Says how it went, and whether the saved model repeats it.</summary>
    public void Tell(IDisplay display, RunFolder folder, double seconds, string engine)
    {
        var history = Stages[^1].History;
        if (history.Names.Contains("val_accuracy") && history.Count > 0)
        {
            var best = history["val_accuracy"].Max();
            display.Line(string.Create(CultureInfo.InvariantCulture, $"best validation accuracy {best:F4}, in epoch {history["val_accuracy"].ToList().IndexOf(best) + 1} of {history.Count}"));
        }

        if (Test is { } test) display.Line(string.Create(CultureInfo.InvariantCulture, $"test accuracy {test.Accuracy:F4} (loss {test.Loss:F4}, {test.Count} pictures)"));
        display.Line(string.Create(CultureInfo.InvariantCulture, $"validation accuracy {Validation.Accuracy:F4} (loss {Validation.Loss:F4}, {Validation.Count} pictures)"));
        if (Explained is { } explained) display.Line($"what in {Path.GetFileName(explained.File)} speaks for {explained.Scores.InWords(1)}: {folder.File(TestPicture.FileName)}");
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s in all. Report, model, history and curves: {folder.Path}"));
        var (repeated, alike) = SavedModel.Check(folder.File("model.zip"), Pipeline, Data, folder.File("samples"), engine);
        display.Line($"model.zip loaded again: it repeats the predictions of {repeated} pictures, {alike}");
    }

    private static void WriteHistory(RunFolder folder, string prefix, History history)
    {
        history.WriteCsv(folder.File(prefix + "history.csv"));
        history.WriteJson(folder.File(prefix + "history.json"));
        foreach (var (metric, chart) in TrainingCurves.All(history.Names.ToDictionary(n => n, n => history[n])))
        {
            AtomicFile.WriteAllText(folder.File($"{prefix}{metric}.svg"), chart.ToSvg());
            AtomicFile.Write(folder.File($"{prefix}{metric}.png"), stream => stream.Write(chart.ToPng()));
        }
    }
}
