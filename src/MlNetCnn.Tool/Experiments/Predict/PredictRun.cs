using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Arrays;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>Loads the model, runs it, writes what it said.</summary>
internal static class PredictRun
{
    public static void Run(PredictSettings settings, IDisplay display, CancellationToken cancellation)
    {
        settings.Model.CheckFile();
        // Before the model: what is missing is found at once.
        var files = IsArray(settings.Input) ? [] : PictureFiles.At(settings.Input);
        using var folder = new RunFolder(settings.Output);
        var names = settings.Model.Classes is { } path ? ClassNames.Read(path) : null;
        var started = Stopwatch.GetTimestamp();
        var prediction = settings.Model.IsZip
            ? OfZip(settings, files, display, cancellation)
            : OfKerasFile(settings, files, display, cancellation);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        names ??= prediction.ClassNames;
        if (prediction.Scores.Shape.Count == 1)
            ClassNames.Check(names, prediction.Scores.Width == 1 ? 2 : prediction.Scores.Width, settings.Model.Classes ?? settings.Model.File);

        var about = new Dictionary<string, JsonNode?>
        {
            ["model"] = settings.Model.File,
            ["application"] = prediction.Application,
            ["preprocessing"] = prediction.Preprocessing,
            ["engine"] = settings.Engine,
        };
        NpyFile.Write(folder.File("predictions.npy"), new NpyArray([prediction.Scores.Names.Count, .. prediction.Scores.Shape], prediction.Scores.Values));
        AtomicFile.WriteAllText(folder.File("predictions.json"), PredictionsJson.Of(prediction.Scores, names, settings.Top, about));
        Tell(prediction.Scores, names, settings, seconds, display);
        display.Line($"Wrote {folder.File("predictions.json")} and predictions.npy");
    }

    private static Prediction OfZip(PredictSettings settings, IReadOnlyList<string> files, IDisplay display, CancellationToken cancellation) => IsArray(settings.Input)
        ? throw new UserErrorException($"'{settings.Input}' is an array; the pipeline in a .zip starts at picture files. Its network lies in the zip as a .keras archive, which takes arrays.")
        : Named(ZipPrediction.Run(settings, files, display, cancellation), settings);

    // A pipeline of one sigmoid does not know what its two classes are called; the file beside it does.
    private static Prediction Named(Prediction prediction, PredictSettings settings) =>
        prediction.ClassNames is null && ClassNames.Of(settings.Model, null) is { Count: 2 } names && prediction.Scores.Shape is [1] ? prediction with { ClassNames = names } : prediction;

    private static Prediction OfKerasFile(PredictSettings settings, IReadOnlyList<string> files, IDisplay display, CancellationToken cancellation)
    {
        var engine = Engines.ByName(settings.Engine);
        var file = KerasFile.Load(settings.Model);
        if (!file.Model.IsBuilt) throw new UserErrorException($"'{settings.Model.File}' holds layers without an input shape, and so without weights: save the model in Keras after it was built or called.");
        if (file.Model.Inputs.Count != 1) throw new UserErrorException($"'{settings.Model.File}' has {file.Model.Inputs.Count} inputs; predict runs models of one.");
        var predictor = new KerasPredictor(file.Model, engine, settings.Threads, settings.BatchSize);
        if (IsArray(settings.Input))
        {
            if (!File.Exists(settings.Input)) throw new UserErrorException($"The input '{settings.Input}' does not exist.");
            if (settings.Model.Preprocessing is not null and not PixelMode.None)
                throw new UserErrorException("The values of an .npy array go into the network unchanged; --preprocessing is for pictures.");
            var array = NpyFile.Read(settings.Input);
            CheckValues(file, array, settings.Input);
            var scores = predictor.OfArray(settings.Input, array, display, cancellation);
            return new Prediction(scores, file.Names, file.Application?.Name, "none");
        }

        var reader = file.Reader();
        display.Line($"{file.Model.Name}: pictures as {reader.Shape.ToBatchString()}, preprocessing {reader.Preprocessing}");
        return new Prediction(predictor.OfPictures(files, reader, settings.BadPhotos, display, cancellation), file.Names, file.Application?.Name, reader.Preprocessing);
    }

    // Of the first input: that shows what was done to all of them.
    private static void CheckValues(KerasFile file, NpyArray array, string path)
    {
        if (file.Application is not { } application || array.Shape.Count < 2 || array.Shape[0] == 0) return;
        try
        {
            application.CheckPixels(array.Values.AsSpan(0, array.Values.Length / array.Shape[0]));
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException($"'{path}': {e.Message}", e);
        }
    }

    private static bool IsArray(string input) => Path.GetExtension(input).Equals(".npy", StringComparison.OrdinalIgnoreCase);

    private static void Tell(Scores scores, IReadOnlyList<string>? names, PredictSettings settings, double seconds, IDisplay display)
    {
        const int most = 10;
        for (var row = 0; row < Math.Min(most, scores.Names.Count); row++)
        {
            var best = PredictionsJson.Best(scores, row, settings.Top)
                .Select(c => string.Create(CultureInfo.InvariantCulture, $"{PredictionsJson.Name(c.Index, names)} {c.Score:F4}"));
            display.Line($"{Path.GetFileName(scores.Names[row])}: {string.Join(", ", best)}");
        }

        if (scores.Names.Count > most) display.Line($"... and {scores.Names.Count - most} more");
        display.Line(string.Create(CultureInfo.InvariantCulture,
            $"{scores.Names.Count} predictions in {seconds:F1} s ({scores.Names.Count / seconds:F1} per second){(scores.Skipped.Count > 0 ? $", {scores.Skipped.Count} pictures left out" : "")}"));
    }
}
