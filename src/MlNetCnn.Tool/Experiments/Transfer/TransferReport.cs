using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A run's figures, for <c>summary.json</c> and for the console.</summary>
internal static class TransferReport
{
    public static Summary Of(string experiment, string data, BaseNetwork @base, string? weights, PhotoSet photos, TransferSettings settings, TransferResult result, double seconds) => new()
    {
        ["experiment"] = experiment,
        ["testAccuracy"] = result.Test?.Accuracy,
        ["testLoss"] = result.Test?.Loss,
        ["validationAccuracy"] = result.Validation.Accuracy,
        ["validationLoss"] = result.Validation.Loss,
        ["seconds"] = Rounded(seconds),
        ["extractionSeconds"] = Rounded(result.ExtractionSeconds),
        ["trainingSeconds"] = Rounded(result.TrainingSeconds),
        ["imagesPerSecond"] = Rounded(ImagesPerSecond(photos, result)),
        ["featuresComputed"] = result.FeaturesComputed,
        ["featuresFromCache"] = result.FeaturesFromCache,
        ["trainImages"] = photos.Train.Count,
        ["validationImages"] = photos.Validation.Count,
        ["testImages"] = photos.Test.Count,
        ["photosLeftOut"] = photos.LeftOut,
        ["classes"] = Summary.List(photos.Classes),
        ["split"] = photos.Split,
        ["data"] = data,
        ["base"] = @base.Name,
        ["weights"] = weights,
        ["preprocessing"] = @base.Preprocessing.ToString().ToLowerInvariant(),
        ["imageSize"] = @base.Size,
        ["featuresPerImage"] = @base.Model.OutputShape.Count,
        ["hiddenUnits"] = Summary.List(settings.HiddenUnits),
        ["dropout"] = settings.Dropout,
        ["learningRate"] = settings.LearningRate,
        ["batchSize"] = settings.BatchSize,
        ["epochs"] = result.History.Count,
        ["bestEpoch"] = result.History.BestEpoch + 1,
        ["cancelled"] = result.History.Cancelled,
        ["smoke"] = settings.Smoke,
        ["seed"] = settings.Seed,
        ["threads"] = settings.Threads > 0 ? settings.Threads : Environment.ProcessorCount,
        ["engine"] = settings.Engine,
        ["microsoftML"] = MicrosoftML(),
    };

    public static void Tell(PhotoSet photos, TransferResult result, double seconds, RunFolder folder, IDisplay display)
    {
        display.Line(string.Create(CultureInfo.InvariantCulture,
            $"{photos.All.Count()} photos in {result.ExtractionSeconds:F1} s ({ImagesPerSecond(photos, result):F1} images/s): {Features(result)}"));
        if (result.CacheFailure is { } failure) display.Warning($"not every feature could be kept for the next run: {failure}");
        if (result.History.Cancelled) display.Line($"Stopped early: the classifier is the best of {result.History.Count} epochs, number {result.History.BestEpoch + 1}.");
        if (result.Test is { } test) display.Line(string.Create(CultureInfo.InvariantCulture, $"test accuracy {test.Accuracy:F4} (loss {test.Loss:F4}, {photos.Test.Count} photos)"));
        display.Line(string.Create(CultureInfo.InvariantCulture,
            $"validation accuracy {result.Validation.Accuracy:F4} (loss {result.Validation.Loss:F4}, {photos.Validation.Count} photos)"));
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s in all. Model, history and curves: {folder.Path}"));
    }

    private static string Features(TransferResult result) => result.FeaturesComputed == 0
        ? $"all {result.FeaturesFromCache} features from the cache"
        : $"features: {result.FeaturesComputed} computed, {result.FeaturesFromCache} from the cache";

    private static double ImagesPerSecond(PhotoSet photos, TransferResult result) => photos.All.Count() / result.ExtractionSeconds;

    private static double Rounded(double value) => Math.Round(value, 3);

    /// <summary>Which Microsoft.ML is at work, e.g. <c>Microsoft.ML.Data 5.0.0.0</c>.</summary>
    private static string MicrosoftML() => typeof(MLContext).Assembly.GetName() is var name ? $"{name.Name} {name.Version}" : "";
}
