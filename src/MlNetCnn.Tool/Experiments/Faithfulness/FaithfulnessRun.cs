using System.Diagnostics;
using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Explain;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>Draws the sample set, trains the net, measures, writes.</summary>
internal static class FaithfulnessRun
{
    /// <summary>Runs it.</summary>
    /// <returns>Whether it came to its end.</returns>
    public static bool Run(FaithfulnessSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        using var folder = new RunFolder(settings.Training.Output);
        // Where there is a summary, there is everything that belongs to it.
        File.Delete(folder.File(Summary.FileName));
        Draw(settings, display, cancellation);
        var data = new PhotoData(PhotoSetReader.Read(settings.Data), LocalizingConvnet.Size);
        ConvnetExperiment.Tell(data, display);
        var backup = new RunBackup(folder, settings.Training.Resume, display);
        return backup.During(() =>
        {
            using var classifier = Train(data, settings, folder, backup, display, cancellation, out var fit);
            var results = Measure(classifier, data, settings, display, cancellation) with { Data = data, Fit = fit };
            results.Write(folder, Stopwatch.GetElapsedTime(started).TotalSeconds);
            results.Tell(folder, display);
            return true;
        });
    }

    private static void Draw(FaithfulnessSettings settings, IDisplay display, CancellationToken cancellation)
    {
        display.Line(FormattableString.Invariant($"sample set: {settings.Data} ({string.Join(", ", SampleClass.All.Select(c => c.Name))}; {settings.ImagesPerClass} pictures each)"));
        if (SampleSetPainter.Find(settings.Data, settings.Training.Seed, settings.ImagesPerClass) is not null) return;
        display.Progress("drawing the sample set", settings.ImagesPerClass * SampleClass.All.Count, bar =>
            SampleSetPainter.Draw(settings.Data, settings.Training.Seed, settings.ImagesPerClass, new StepBar<(int, int)>(bar), cancellation));
    }

    private static ConvNetTransformer Train(
        PhotoData data, FaithfulnessSettings settings, RunFolder folder, RunBackup backup, IDisplay display, CancellationToken cancellation, out ConvnetFit fit)
    {
        var net = LocalizingConvnet.Create(data.Classes.Count);
        net.InitializeWeights(settings.Training.Seed);
        var options = new ConvNetOptions { Optimizer = new Adam(settings.Training.LearningRate), Rescale = LocalizingConvnet.Rescale };
        fit = ConvnetFit.Run("training", new MLContext(settings.Training.Seed), net, data, options, [], settings.Training, folder, backup, display, cancellation);
        if (!fit.Classifier.History.Cancelled) return fit.Classifier;
        fit.Classifier.Dispose();
        throw new OperationCanceledException(cancellation);
    }

    private static FaithfulnessResults Measure(ConvNetTransformer classifier, PhotoData data, FaithfulnessSettings settings, IDisplay display, CancellationToken cancellation)
    {
        var held = HeldOut.Of(data, settings.Data);
        var options = new ExplainedModelOptions { Engine = Engines.ByName(settings.Training.Engine), Threads = settings.Training.Threads };
        using var model = new ExplainedModel(classifier.Model, options);
        List<ExplainedModel> random = [];
        try
        {
            for (var i = 0; i < settings.RandomModels; i++) random.Add(new ExplainedModel(ModelRandomization.Randomize(classifier.Model, settings.Training.Seed + i), options));
            var games = PointingGames.Play(model, random, held, settings.Score, cancellation);
            display.Line($"grad-cam points at the object in {games.TrainedInWords}");
            display.Line($"randomised: {games.RandomInWords}");
            display.Line(games.TolerantInWords);
            var few = held.FirstOfEach(settings.PicturesPerClass);
            List<MethodFigures> methods = [];
            display.Progress($"measuring on {few.Files.Count} held-out pictures", settings.Methods.Count + 1, bar =>
            {
                foreach (var method in settings.Methods)
                {
                    methods.Add(MethodFigures.Of(method, model, random, few, settings, cancellation));
                    bar.Advance(1, brief: method.Name);
                }

                methods.Add(MethodFigures.Noise(model, few, settings, cancellation));
                bar.Advance(1);
            });
            return new FaithfulnessResults(settings, classifier.Model, games, methods, FaithfulnessPlates.Of(model, random[0], held, games, data.Classes, settings.Score, cancellation));
        }
        finally
        {
            foreach (var each in random) each.Dispose();
        }
    }
}
