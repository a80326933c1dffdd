using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The whole run: a classifier on a base's features, then, where asked for, fine-tuning; pictures in, model, history, curves, report and summary out.</summary>
internal static class TransferExperiment
{
    /// <summary>Runs it.</summary>
    /// <param name="experiment">Its name, which is the target's.</param>
    /// <param name="about">What it is, in a sentence.</param>
    /// <param name="data">The folder of pictures.</param>
    /// <param name="makeBase">Gives the base; may train it on the pictures.</param>
    /// <param name="weights">File of the base's weights; null when it has none.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Whether it came to its end; false when it was cancelled, and its results are those so far.</returns>
    public static bool Run(
        string experiment, string about, string data, Func<PhotoSet, RunFolder, RunBackup, TransferSettings, BaseTraining> makeBase, string? weights, TransferSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var photos = PhotoSetReader.Read(data);
        using var folder = new RunFolder(settings.Output);
        if (settings.Smoke)
        {
            photos = photos.Small(train: 16, validation: 8, test: 8);
            settings = settings with { Epochs = Math.Min(settings.Epochs, 2), FineTuning = settings.FineTuning is { } tuning ? tuning with { Epochs = Math.Min(tuning.Epochs, 2) } : null };
        }

        if (settings.BadPhotos == BadPhotos.Skip) photos = PhotoSetReader.Require(PhotoCheck.LeaveOutBad(photos, display, cancellation), data);
        display.Line($"{photos.Train.Count} photos to train, {photos.Validation.Count} to validate, {photos.Test.Count} to test; classes {string.Join(", ", photos.Classes)}; {photos.Split}");
        var backup = new RunBackup(folder, settings.FineTuning is { Resume: true }, display);
        return backup.During(() =>
        {
            var (@base, baseHistory) = makeBase(photos, folder, backup, settings);
            return Run(experiment, data, about, @base, baseHistory, photos, weights, settings, folder, backup, started, display, cancellation);
        });
    }

    // Whether it came to its end.
    private static bool Run(
        string experiment, string data, string about, BaseNetwork @base, History? baseHistory, PhotoSet photos, string? weights, TransferSettings settings, RunFolder folder, RunBackup backup,
        long started, IDisplay display, CancellationToken cancellation)
    {
        // Before the hours of work: a layer that is not there is found now.
        if (settings.FineTuning is { } planned) FineTuning.From(@base, planned);
        display.Line($"{@base.Name}: {@base.Size} x {@base.Size} pixels to {@base.Model.OutputShape.Count} features; preprocessing {Preprocessing(@base)}");

        var pictures = new PhotoData(photos, @base.Size);
        // The book's one sigmoid unit; a classifier alone keeps a softmax unit per class, so that its zip names them.
        var head = TransferTraining.Run(@base, photos, settings, binary: settings.FineTuning is not null && photos.Classes.Count == 2, display, cancellation);
        using var headPipeline = head.Pipeline as IDisposable;
        Tell(head, photos, display);
        var ml = new MLContext(settings.Seed);
        var tuned = settings.FineTuning is null || head.History.Cancelled ? null : Tune(@base, head, pictures, settings, folder, backup, display, cancellation);
        using var tunedClassifier = tuned?.Classifier;
        List<(string, History)> stages = [("head", head.History)];
        if (baseHistory is not null) stages.Insert(0, ("base", baseHistory));
        if (tuned is not null) stages.Add(("fine-tuning", tuned.Classifier.History));
        var results = tuned is null
            ? new RunResults(experiment, about, head.Pipeline, ExperimentData.InputSchema(ml), head.Network, pictures, head.Validation, head.Test) { Stages = stages }
            : new RunResults(
                experiment, about, pictures.Loading(ml).Append(tuned.Classifier), ExperimentData.InputSchema(ml), tuned.Classifier.Model, pictures,
                ConvnetFit.Ask(tuned.Classifier, ml, pictures, DataPart.Validation)!, ConvnetFit.Ask(tuned.Classifier, ml, pictures, DataPart.Test)) { Stages = stages };
        if (settings.Explain) results = results with { Explained = TestPicture.Explain(results, @base, pictures, settings) };
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        results.Write(folder, TransferSummary.Of(experiment, data, @base, weights, settings, head, tuned, results, seconds));
        results.Tell(display, folder, seconds, settings.Engine);
        return !stages.Any(s => s.Item2.Cancelled);
    }

    /// <summary>What happens to pixels, as <c>predict</c> calls it.</summary>
    public static string Preprocessing(BaseNetwork @base) => @base.Preprocessing.ToString().ToLowerInvariant();

    private static ConvnetFit Tune(BaseNetwork @base, TransferResult head, PhotoData pictures, TransferSettings settings, RunFolder folder, RunBackup backup, IDisplay display, CancellationToken cancellation)
    {
        if ((head.Test ?? head.Validation) is { } before)
            display.Line(string.Create(CultureInfo.InvariantCulture, $"before fine-tuning: {(head.Test is null ? "validation" : "test")} accuracy {before.Accuracy:F4} (loss {before.Loss:F4})"));
        return FineTuning.Run(@base, head.Network, pictures, settings, folder, backup, display, cancellation).Told(display);
    }

    private static void Tell(TransferResult head, PhotoSet photos, IDisplay display)
    {
        var count = photos.All.Count();
        var features = head.FeaturesComputed == 0
            ? $"all {head.FeaturesFromCache} features from the cache"
            : $"features: {head.FeaturesComputed} computed, {head.FeaturesFromCache} from the cache";
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{count} photos in {head.ExtractionSeconds:F1} s ({count / head.ExtractionSeconds:F1} images/s): {features}"));
        if (head.CacheFailure is { } failure) display.Warning($"not every feature could be kept for the next run: {failure}");
        if (head.History.Cancelled) display.Line($"Stopped early: the classifier is the best of {head.History.Count} epochs, number {head.History.BestEpoch + 1}.");
    }
}
