using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Experiments.Predict;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Writes what a run made: the model for ML.NET and for Keras, the history, its curves, the summary. Each file is written whole.</summary>
internal static class TransferFiles
{
    public static void Write(RunFolder folder, TransferResult result, IReadOnlyList<string> classes, Summary summary)
    {
        // Where there is a summary, there is everything that belongs to it: an older one goes first, the new one comes last.
        File.Delete(folder.File(Summary.FileName));
        var ml = new MLContext();
        ml.Cnn.SaveModel(result.Pipeline, result.InputSchema, folder.File("model.zip"));
        result.Network.Save(folder.File("model.keras"));
        AtomicFile.WriteAllText(folder.File(ClassNames.FileName), string.Concat(classes.Select(c => c + "\n")));
        WriteHistory(folder, result.History);
        summary.Save(folder.File(Summary.FileName));
    }

    private static void WriteHistory(RunFolder folder, History history)
    {
        history.WriteCsv(folder.File("history.csv"));
        history.WriteJson(folder.File("history.json"));
        foreach (var (metric, chart) in TrainingCurves.All(history.Names.ToDictionary(n => n, n => history[n])))
        {
            AtomicFile.WriteAllText(folder.File($"{metric}.svg"), chart.ToSvg());
            AtomicFile.Write(folder.File($"{metric}.png"), stream => stream.Write(chart.ToPng()));
        }
    }
}
