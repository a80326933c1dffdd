using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.Networks;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.Quickstart;

/// <summary>A small base for those without pre-trained weights: three convolutions, trained from scratch on the pictures at hand, and the strongest answer of each filter wherever it is.</summary>
internal static class SampleBase
{
    public const int Size = 96;

    private const string Features = "features";

    /// <summary>Trains it and takes its classifier off.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: there is no base to go on with.</exception>
    public static BaseTraining Train(PhotoSet photos, int epochs, TransferSettings settings, RunFolder folder, RunBackup backup, IDisplay display, CancellationToken cancellation)
    {
        var (whole, history) = TrainWhole(photos, epochs, settings, folder, backup, display, cancellation);
        return new BaseTraining(new BaseNetwork("sample_base", new Model(whole.Inputs, whole.Calls.Single(c => c.Layer.Name == Features).Outputs, "sample_base"), Preprocessing.Tf, Size), history);
    }

    /// <summary>Trains it with its classifier.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: there is no network to go on with.</exception>
    public static (Model Whole, History History) TrainWhole(
        PhotoSet photos, int epochs, TransferSettings settings, RunFolder folder, RunBackup backup, IDisplay display, CancellationToken cancellation)
    {
        var input = KerasTensor.Input([Size, Size, 3]);
        var x = input;
        for (var block = 1; block <= 3; block++)
        {
            x = new Conv2D(8 << block, 3, padding: Padding.Same, activation: "relu", name: $"block{block}_conv").Call(x);
            x = new MaxPooling2D(2, name: $"block{block}_pool").Call(x);
        }

        x = new GlobalMaxPooling2D(name: Features).Call(x);
        var whole = new Model(input, Classifier.Output(photos.Classes.Count, "classes").Call(x), "sample_convnet");
        whole.InitializeWeights(settings.Seed);
        var fit = ConvnetFit.Run(
            "base",
            new MLContext(settings.Seed),
            whole,
            new PhotoData(photos, Size),
            new ConvNetOptions { Preprocessing = Preprocessing.Tf, Optimizer = new Adam(1e-3) },
            [],
            new RunSettings
            {
                Output = settings.Output,
                Epochs = settings.Smoke ? Math.Min(epochs, 2) : epochs,
                BatchSize = settings.BatchSize,
                LearningRate = 1e-3,
                Seed = settings.Seed,
                Threads = settings.Threads,
                Engine = settings.Engine,
                Resume = settings.FineTuning is { Resume: true },
            },
            folder,
            backup,
            display,
            cancellation);
        using var classifier = fit.Classifier;
        if (classifier.History.Cancelled) throw new OperationCanceledException(cancellation);
        // It was trained as a copy.
        WeightSnapshot.Of(classifier.Model).CopyTo(whole);
        return (whole, classifier.History);
    }
}
