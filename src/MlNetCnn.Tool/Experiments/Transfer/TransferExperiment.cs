using System.Diagnostics;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>The whole run: pictures in, model, history, curves and summary out.</summary>
internal static class TransferExperiment
{
    public static void Run(
        string experiment, string data, Func<BaseNetwork> makeBase, string? weights, TransferSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var photos = PhotoSetReader.Read(data);
        using var folder = new RunFolder(settings.Output);
        if (settings.Smoke)
        {
            photos = photos.Small(train: 16, validation: 8, test: 8);
            settings = settings with { Epochs = Math.Min(settings.Epochs, 2) };
        }

        var @base = makeBase();
        if (settings.BadPhotos == BadPhotos.Skip) photos = PhotoSetReader.Require(PhotoCheck.LeaveOutBad(photos, display, cancellation), data);
        display.Line($"{photos.Train.Count} photos to train, {photos.Validation.Count} to validate, {photos.Test.Count} to test; classes {string.Join(", ", photos.Classes)}; {photos.Split}");
        display.Line($"{@base.Name}: {@base.Size} x {@base.Size} pixels to {@base.Model.OutputShape.Count} features; preprocessing {@base.Preprocessing.ToString().ToLowerInvariant()}");

        var result = TransferTraining.Run(@base, photos, settings, display, cancellation);
        using var pipeline = result.Pipeline as IDisposable;
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        TransferFiles.Write(folder, result, photos.Classes, TransferReport.Of(experiment, data, @base, weights, photos, settings, result, seconds));
        TransferReport.Tell(photos, result, seconds, folder, display);
        var repeated = SavedModel.Check(folder.File("model.zip"), result, photos);
        display.Line($"model.zip loaded again: it repeats the predictions of {repeated} photos, bit for bit");
    }
}
