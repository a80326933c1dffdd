using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>A run of one stage: pictures in, model, history, curves, report and summary out, the saved model loaded again.</summary>
internal static class ConvnetExperiment
{
    /// <summary>Runs it.</summary>
    /// <returns>Whether it came to its end; false when it was cancelled, and its results are those of the best epoch so far.</returns>
    public static bool Run(ConvnetPlan plan, IDisplay display, CancellationToken cancellation)
    {
        var (data, settings) = (plan.Data, plan.Settings);
        var started = Stopwatch.GetTimestamp();
        using var folder = new RunFolder(settings.Output);
        Tell(data, display);
        var backup = new RunBackup(folder, settings.Resume, display);
        return backup.During(() => Run(plan, folder, backup, started, display, cancellation));
    }

    // Whether it came to its end.
    private static bool Run(ConvnetPlan plan, RunFolder folder, RunBackup backup, long started, IDisplay display, CancellationToken cancellation)
    {
        var (data, settings) = (plan.Data, plan.Settings);
        var ml = new MLContext(settings.Seed);
        var fit = ConvnetFit.Run("training", ml, plan.Network, data, plan.Options, plan.Callbacks(folder), settings, folder, backup, display, cancellation).Told(display);
        using var classifier = fit.Classifier;
        var validation = ConvnetFit.Ask(classifier, ml, data, DataPart.Validation)!;
        var test = ConvnetFit.Ask(classifier, ml, data, DataPart.Test);
        var results = new RunResults(plan.Experiment, plan.About, data.Loading(ml).Append(classifier), ExperimentData.InputSchema(ml), classifier.Model, data, validation, test)
        {
            Stages = [("", classifier.History)],
        };
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        results.Write(folder, Summarize(plan, fit, results, seconds));
        results.Tell(display, folder, seconds, settings.Engine);
        return !classifier.History.Cancelled;
    }

    /// <summary>Says what there is to learn from.</summary>
    public static void Tell(ExperimentData data, IDisplay display) => display.Line(string.Create(CultureInfo.InvariantCulture,
        $"{data.Count(DataPart.Train)} pictures to train, {data.Count(DataPart.Validation)} to validate, {data.Count(DataPart.Test)} to test; classes {string.Join(", ", data.Classes)}; {data.Split}"));

    private static Summary Summarize(ConvnetPlan plan, ConvnetFit fit, RunResults results, double seconds)
    {
        var (settings, history) = (plan.Settings, fit.Classifier.History);
        var summary = new Summary
        {
            ["experiment"] = plan.Experiment,
            ["testAccuracy"] = results.Test?.Accuracy,
            ["testLoss"] = results.Test?.Loss,
            ["validationAccuracy"] = results.Validation.Accuracy,
            ["validationLoss"] = results.Validation.Loss,
        };
        RunFigures.AddHistory(summary, history);
        RunFigures.AddNetwork(summary, fit.Classifier.Model);
        RunFigures.AddSpeed(summary, seconds, fit.Seconds, fit.ImagesPerSecond, settings.BatchSize);
        RunFigures.AddData(summary, plan.Data, plan.DataFolder);
        summary["preprocessing"] = plan.Preprocessing;
        summary["imageSize"] = plan.Data.Picture[0];
        summary["optimizer"] = plan.Options.Optimizer.GetType().Name;
        summary["learningRate"] = settings.LearningRate;
        summary["batchSize"] = settings.BatchSize;
        summary["stepsPerEpoch"] = settings.Steps;
        summary["augmented"] = plan.Options.Augmentation is { IsIdentity: false };
        plan.Remember(summary);
        RunFigures.AddSurroundings(summary, settings.Smoke, settings.Seed, settings.Threads, settings.Engine);
        return summary;
    }
}
