using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>A fit of <c>ml.Cnn.Trainers.ConvNet</c> with what every run has: progress, backup, event files, cancellation.</summary>
/// <param name="Classifier">From <c>Image</c>, pixels 0 to 255, to the prediction.</param>
/// <param name="Seconds">Time of the fit, reading the pictures included.</param>
/// <param name="ImagesPerSecond">Training pictures per second, while it trained.</param>
internal sealed record ConvnetFit(ConvNetTransformer Classifier, double Seconds, double ImagesPerSecond)
{
    /// <summary>Fits.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before there was anything worth keeping.</exception>
    public static ConvnetFit Run(
        string title, MLContext ml, Model network, ExperimentData data, ConvNetOptions options, IReadOnlyList<Callback> callbacks, RunSettings settings, RunFolder folder, RunBackup backup,
        IDisplay display, CancellationToken cancellation)
    {
        var binary = data.Classes.Count == 2;
        List<Callback> all = [.. callbacks, backup.Of(title)];
        if (settings.TensorBoard) all.Add(new TensorBoard(folder.File("tensorboard")));
        display.Line(string.Create(CultureInfo.InvariantCulture,
            $"{title}: {Of(settings.Epochs, "epoch")}{(settings.Steps is { } steps ? $" of {Of(steps, "step")}" : "")}, batches of {settings.BatchSize}, {options.Optimizer.GetType().Name} {settings.LearningRate:0.#####e-0}"));
        ConvNetTransformer? classifier = null;
        SpeedMeter? speed = null;
        var started = Stopwatch.GetTimestamp();
        display.Training(
            title,
            progress => classifier = ml.Cnn.Trainers.ConvNet(network, options with
            {
                Epochs = settings.Epochs,
                BatchSize = settings.BatchSize,
                StepsPerEpoch = settings.Steps,
                ValidationSet = data.Rows(ml, DataPart.Validation, binary),
                Callbacks = all,
                Seed = settings.Seed,
                Threads = settings.Threads,
                Engine = Engines.ByName(settings.Engine),
                Progress = speed = new SpeedMeter(progress),
                BatchProgress = progress,
                Messages = progress,
                CancellationToken = cancellation,
            }).Fit(data.Rows(ml, DataPart.Train, binary)),
            data.Count(DataPart.Validation));
        var history = classifier!.History;
        if (history.Cancelled && history.Count == 0)
        {
            classifier.Dispose();
            throw new OperationCanceledException(cancellation);
        }

        return new ConvnetFit(classifier, Stopwatch.GetElapsedTime(started).TotalSeconds, speed!.ImagesPerSecond);
    }

    /// <summary>Says which model there is when it was cancelled and the run keeps it.</summary>
    public ConvnetFit Told(IDisplay display)
    {
        if (Classifier.History is { Cancelled: true } history)
            display.Line($"Stopped early: the model is that of epoch {history.BestEpoch + 1}, the best of {history.Count}. The same command with --resume goes on after the last.");
        return this;
    }

    private static string Of(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    /// <summary>Asks a classifier about a part of the data; null when it has no pictures.</summary>
    public static Answers? Ask(ITransformer classifier, MLContext ml, ExperimentData data, DataPart part) => data.Count(part) == 0
        ? null
        : Answers.Of(classifier, data.Rows(ml, part, data.Classes.Count == 2), [.. Enumerable.Range(0, data.Count(part)).Select(i => data.LabelOf(part, i))]);
}
