using System.Globalization;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>What a run found, and its files: the net, the report, the plates, the summary.</summary>
internal sealed record FaithfulnessResults(
    FaithfulnessSettings Settings, Model Net, PointingGames Games, IReadOnlyList<MethodFigures> Methods, IReadOnlyList<PicturePlate> Plates)
{
    /// <summary>The pictures.</summary>
    public PhotoData Data { get; init; } = null!;

    /// <summary>The training.</summary>
    public ConvnetFit Fit { get; init; } = null!;

    /// <summary>Share of the held-out pictures that the net takes for what they are.</summary>
    public double TestAccuracy => Games.Right.Average(r => r ? 1.0 : 0);

    public void Write(RunFolder folder, double seconds)
    {
        var summary = Summarize(seconds);
        Net.Save(folder.File("model.keras"));
        foreach (var (i, plate) in Plates.Index()) AtomicFile.Write(folder.File(i == 0 ? "pictures.png" : "misses.png"), stream => stream.Write(plate.ToPng()));
        AtomicFile.WriteAllText(folder.File("report.html"), FaithfulnessReport.Of(this, summary).ToHtml());
        summary.Save(folder.File(Summary.FileName));
    }

    /// <summary>Says what was measured.</summary>
    public void Tell(RunFolder folder, IDisplay display)
    {
        foreach (var line in FaithfulnessTable.Lines(Methods)) display.Line(line);
        display.Line(string.Create(CultureInfo.InvariantCulture, $"test accuracy {TestAccuracy:F4}. Report, pictures and net: {folder.Path}"));
    }

    private Summary Summarize(double seconds)
    {
        var summary = new Summary
        {
            ["experiment"] = "Faithfulness",
            ["testAccuracy"] = TestAccuracy,
            ["pointing"] = Games.Trained.Accuracy,
            ["pointingHits"] = Games.Trained.Hits,
            ["pointingPictures"] = Games.Trained.Points.Count,
            ["pointingOfRight"] = Share(Games.Among(true)),
            ["pointingOfWrong"] = Share(Games.Among(false)),
            ["pointingChance"] = Games.Trained.Chance,
            ["pointingEnergy"] = Games.Trained.Energy,
            ["pointingRandom"] = Games.RandomAccuracy,
            ["pointingRandomEach"] = Summary.List(Games.Random.Select(r => r.Accuracy)),
            ["pointingRandomEnergy"] = Games.Random.Average(r => r.Energy),
            ["pointingTolerance"] = PointingGames.Tolerance,
            ["pointingTolerant"] = Games.Tolerant.Accuracy,
            ["pointingTolerantChance"] = Games.Tolerant.Chance,
            ["pointingTolerantRandom"] = Games.RandomTolerant.Average(r => r.Accuracy),
            ["methods"] = new JsonObject(Methods.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)Figures(m)))),
            ["score"] = Settings.Score.ToString().ToLowerInvariant(),
            ["picturesPerMethod"] = Methods[0].Pointing.Points.Count,
            ["curveSteps"] = Settings.Steps,
            ["randomModels"] = Settings.RandomModels,
            ["randomModelsPerMethod"] = Settings.RandomModelsPerMethod,
        };
        RunFigures.AddHistory(summary, Fit.Classifier.History);
        RunFigures.AddNetwork(summary, Net);
        RunFigures.AddSpeed(summary, seconds, Fit.Seconds, Fit.ImagesPerSecond, Settings.Training.BatchSize);
        RunFigures.AddData(summary, Data, Settings.Data);
        summary["preprocessing"] = "rescale";
        summary["imageSize"] = LocalizingConvnet.Size;
        summary["optimizer"] = "Adam";
        summary["learningRate"] = Settings.Training.LearningRate;
        summary["batchSize"] = Settings.Training.BatchSize;
        RunFigures.AddSurroundings(summary, Settings.Training.Smoke, Settings.Training.Seed, Settings.Training.Threads, Settings.Training.Engine);
        return summary;
    }

    private static JsonObject Figures(MethodFigures method) => new()
    {
        ["pointing"] = method.Pointing.Accuracy,
        ["energy"] = method.Pointing.Energy,
        ["pointingRandom"] = method.Random.Count == 0 ? null : method.Random.Average(r => r.Accuracy),
        ["averageDrop"] = method.Change.AverageDrop,
        ["increaseInConfidence"] = method.Change.IncreaseInConfidence,
        ["deletion"] = method.Deletion.Area,
        ["insertion"] = method.Insertion.Area,
        ["rankCorrelations"] = new JsonObject(method.Cascade.Select(s => KeyValuePair.Create(s.Layer, (JsonNode?)s.RankCorrelation))),
        ["structuralSimilarities"] = new JsonObject(method.Cascade.Select(s => KeyValuePair.Create(s.Layer, (JsonNode?)s.Similarity))),
    };

    private static double? Share((int Hits, int Count) games) => games.Count == 0 ? null : (double)games.Hits / games.Count;
}
