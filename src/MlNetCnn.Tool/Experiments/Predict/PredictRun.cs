using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Arrays;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>Loads the model, runs it, writes what it said.</summary>
internal static class PredictRun
{
    public static void Run(PredictSettings settings, IDisplay display, CancellationToken cancellation)
    {
        if (!File.Exists(settings.Model)) throw new UserErrorException($"The model file '{settings.Model}' does not exist.");
        // Before the model: what is missing is found at once.
        var files = IsArray(settings.Input) ? [] : Pictures(settings.Input);
        using var folder = new RunFolder(settings.Output);
        var names = settings.Classes is { } path ? ClassNames.Read(path) : null;
        var started = Stopwatch.GetTimestamp();
        var prediction = Path.GetExtension(settings.Model).Equals(".zip", StringComparison.OrdinalIgnoreCase)
            ? OfZip(settings, files, display, cancellation)
            : OfKerasFile(settings, files, display, cancellation);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        names ??= prediction.ClassNames;
        if (prediction.Scores.Shape.Count == 1)
            ClassNames.Check(names, prediction.Scores.Width == 1 ? 2 : prediction.Scores.Width, settings.Classes ?? settings.Model);

        var about = new Dictionary<string, JsonNode?>
        {
            ["model"] = settings.Model,
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
        prediction.ClassNames is null && NamesBeside(settings, null) is { Count: 2 } names && prediction.Scores.Shape is [1] ? prediction with { ClassNames = names } : prediction;

    private static Prediction OfKerasFile(PredictSettings settings, IReadOnlyList<string> files, IDisplay display, CancellationToken cancellation)
    {
        var engine = Engines.ByName(settings.Engine);
        var (model, application) = LoadKerasFile(settings);
        if (model.Inputs.Count != 1) throw new UserErrorException($"'{settings.Model}' has {model.Inputs.Count} inputs; predict runs models of one.");
        var predictor = new KerasPredictor(model, engine, settings.Threads, settings.BatchSize);
        if (IsArray(settings.Input))
        {
            if (!File.Exists(settings.Input)) throw new UserErrorException($"The input '{settings.Input}' does not exist.");
            if (settings.Preprocessing is not null and not PixelMode.None)
                throw new UserErrorException("The values of an .npy array go into the network unchanged; --preprocessing is for pictures.");
            var scores = predictor.OfArray(settings.Input, NpyFile.Read(settings.Input), display, cancellation);
            return new Prediction(scores, NamesBeside(settings, application), application?.Name, "none");
        }

        var mode = settings.Preprocessing ?? (application is null ? PixelModes.Beside(settings.Model) ?? PixelMode.Rescale : PixelModes.Of(application.Preprocessing));
        var reader = new PictureReader(InputShape(model, settings.Size ?? application?.DefaultSize), mode);
        display.Line(string.Create(CultureInfo.InvariantCulture, $"{model.Name}: pictures as {reader.Shape.ToBatchString()}, preprocessing {Word(mode)}"));
        return new Prediction(predictor.OfPictures(files, reader, settings.BadPhotos, display, cancellation), NamesBeside(settings, application), application?.Name, Word(mode));
    }

    private static (Model Model, ApplicationInfo? Application) LoadKerasFile(PredictSettings settings)
    {
        if (settings.Application is null && WeightsFileName.Parse(settings.Model) is null) return (Model.Load(settings.Model), null);
        var (application, size) = BaseChoice.Choose(settings.Application, settings.Model, settings.Size);
        var fileName = Path.GetFileName(settings.Model);
        var withoutTop = fileName.Contains("notop", StringComparison.OrdinalIgnoreCase) || fileName.Contains("no_top", StringComparison.OrdinalIgnoreCase);
        return (application.Create(includeTop: !withoutTop, inputShape: [size, size, 3], weights: settings.Model), application);
    }

    private static Shape InputShape(Model model, int? size)
    {
        var shape = model.InputShape;
        if (shape.IsKnown || shape.Rank != 3) return shape;
        if (size is not { } pixels) throw new UserErrorException($"The model takes {shape.ToBatchString()}; say with --size how large pictures shall be.");
        return [shape[0] == Shape.Unknown ? pixels : shape[0], shape[1] == Shape.Unknown ? pixels : shape[1], shape[2]];
    }

    // Where --classes names none: the file that was made with the model, or the one that Keras keeps for all its applications.
    private static IReadOnlyList<string>? NamesBeside(PredictSettings settings, ApplicationInfo? application)
    {
        var file = Path.Combine(Path.GetDirectoryName(settings.Model)!, application is null ? ClassNames.FileName : "imagenet_class_index.json");
        return settings.Classes is null && File.Exists(file) ? ClassNames.Read(file) : null;
    }

    private static IReadOnlyList<string> Pictures(string input)
    {
        if (File.Exists(input)) return [input];
        if (!Directory.Exists(input)) throw new UserErrorException($"The input '{input}' does not exist.");
        var files = Directory.EnumerateDirectories(input, "*", SearchOption.AllDirectories).Prepend(input)
            .Order(StringComparer.Ordinal).SelectMany(PictureFiles.In).ToList();
        return files.Count > 0 ? files : throw new UserErrorException($"The folder '{input}' holds no pictures (.jpg, .jpeg, .png).");
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

    private static string Word(PixelMode mode) => mode.ToString().ToLowerInvariant();
}
