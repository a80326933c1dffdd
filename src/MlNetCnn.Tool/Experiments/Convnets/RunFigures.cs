using System.Diagnostics;
using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>The figures that the summaries of all runs have, under the same names.</summary>
internal static class RunFigures
{
    /// <summary>What differs from run to run of one seed; the report leaves it out, so that it is the same each time.</summary>
    public static IReadOnlyList<string> Changing { get; } =
        ["seconds", "extractionSeconds", "trainingSeconds", "imagesPerSecond", "secondsPerStep", "peakMemoryMB", "featuresComputed", "featuresFromCache", "threads"];

    public static void AddHistory(Summary summary, History history)
    {
        summary["epochs"] = history.Count;
        summary["bestEpoch"] = history.BestEpoch + 1;
        if (history.Names.Contains("val_accuracy") && history.Count > 0)
        {
            var accuracies = history["val_accuracy"];
            var best = accuracies.Max();
            summary["bestValidationAccuracy"] = best;
            summary["bestValidationAccuracyEpoch"] = accuracies.ToList().IndexOf(best) + 1;
            summary["lastTrainingAccuracy"] = history["accuracy"][^1];
        }

        summary["cancelled"] = history.Cancelled;
    }

    public static void AddNetwork(Summary summary, Model network)
    {
        summary["parameters"] = network.CountParams();
        summary["trainableParameters"] = network.TrainableWeights.Sum(w => w.Shape.Count);
        summary["tensors"] = network.Weights.Count;
        summary["trainableTensors"] = network.TrainableWeights.Count;
    }

    public static void AddSpeed(Summary summary, double seconds, double training, double imagesPerSecond, int batch)
    {
        summary["seconds"] = Rounded(seconds);
        summary["trainingSeconds"] = Rounded(training);
        summary["imagesPerSecond"] = Rounded(imagesPerSecond);
        summary["secondsPerStep"] = imagesPerSecond > 0 ? Math.Round(batch / imagesPerSecond, 4) : null;
        using var process = Process.GetCurrentProcess();
        summary["peakMemoryMB"] = Math.Round(process.PeakWorkingSet64 / 1e6);
    }

    public static void AddData(Summary summary, ExperimentData data, string folder)
    {
        summary["trainImages"] = data.Count(DataPart.Train);
        summary["validationImages"] = data.Count(DataPart.Validation);
        summary["testImages"] = data.Count(DataPart.Test);
        summary["photosLeftOut"] = data.LeftOut;
        summary["classes"] = Summary.List(data.Classes);
        summary["split"] = data.Split;
        summary["data"] = folder;
    }

    public static void AddSurroundings(Summary summary, bool smoke, int seed, int threads, string engine)
    {
        summary["smoke"] = smoke;
        summary["seed"] = seed;
        summary["threads"] = threads > 0 ? threads : Environment.ProcessorCount;
        summary["engine"] = engine;
        summary["microsoftML"] = MicrosoftML();
    }

    public static double Rounded(double value) => Math.Round(value, 3);

    /// <summary>Which Microsoft.ML is at work, e.g. <c>Microsoft.ML.Data 5.0.0.0</c>.</summary>
    private static string MicrosoftML() => typeof(MLContext).Assembly.GetName() is var name ? $"{name.Name} {name.Version}" : "";
}
