using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>
/// Feature extraction as in section 5.3.1 of the Keras book: every picture goes through the base network once, then a dense classifier
/// is trained on what came out.
/// </summary>
internal static class TransferTraining
{
    /// <summary>Runs it.</summary>
    /// <param name="base">The base network.</param>
    /// <param name="photos">The pictures.</param>
    /// <param name="settings">How to train.</param>
    /// <param name="binary">Whether two classes have one sigmoid output, as the book has it, not a softmax output each.</param>
    /// <param name="display">Told how it goes.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="OperationCanceledException">Cancelled before an epoch had ended.</exception>
    public static TransferResult Run(BaseNetwork @base, PhotoSet photos, TransferSettings settings, bool binary, IDisplay display, CancellationToken cancellation)
    {
        var ml = new MLContext(settings.Seed);
        var engine = Engines.ByName(settings.Engine);
        var pictures = ml.Cnn.LoadImages("Image", "ImagePath", @base.Size, @base.Size)
            .Append(ml.Cnn.PreprocessInput("Image", @base.Preprocessing))
            .Append(ml.Cnn.ExtractFeatures(@base.Model, new ExtractFeaturesOptions { CacheFolder = settings.Cache, Threads = settings.Threads, Engine = engine }));
        var paths = ml.Data.LoadFromEnumerable(new List<PhotoPath>());
        using var featurizer = pictures.Fit(paths);
        var extractor = new FeatureExtractor(ml, featurizer);

        List<IDataView> parts = [];
        var started = Stopwatch.GetTimestamp();
        display.Progress("extracting features", photos.All.Count(), bar =>
        {
            foreach (var part in new[] { photos.Train, photos.Validation, photos.Test })
                parts.Add(part.Count > 0 ? extractor.Extract(part, binary ? photos.Classes[1] : null, bar, cancellation) : ml.Data.LoadFromEnumerable(new List<FeatureRow>()));
        });
        var extraction = Stopwatch.GetElapsedTime(started).TotalSeconds;

        ITransformer? labels = binary ? null : ml.Transforms.Conversion.MapValueToKey("Label").Fit(parts[0]);
        var (train, validation) = (labels?.Transform(parts[0]) ?? parts[0], labels?.Transform(parts[1]) ?? parts[1]);
        started = Stopwatch.GetTimestamp();
        DenseTransformer? classifier = null;
        display.Line(string.Create(CultureInfo.InvariantCulture, $"classifier: {settings.Epochs} epochs, batches of {settings.BatchSize}, RmsProp {settings.LearningRate:0.#####e-0}"));
        display.Training("classifier", progress => classifier = ml.Cnn.Trainers.Dense(new DenseOptions
        {
            HiddenUnits = settings.HiddenUnits,
            Dropout = (float)settings.Dropout,
            Optimizer = new RmsProp(settings.LearningRate),
            Epochs = settings.Epochs,
            BatchSize = settings.BatchSize,
            ValidationSet = validation,
            Seed = settings.Seed,
            Threads = settings.Threads,
            Engine = engine,
            Progress = progress,
            CancellationToken = cancellation,
        }).Fit(train));
        var training = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (classifier!.History.Count == 0) throw new OperationCanceledException(cancellation);

        var statistics = featurizer.LastTransformer.Statistics;
        return new TransferResult(
            featurizer.Append(classifier),
            WholeNetwork.Of(@base.Model, classifier.Model),
            classifier.History,
            Ask(photos.Validation, parts[1]),
            photos.Test.Count > 0 ? Ask(photos.Test, parts[2]) : null,
            statistics.Computed,
            statistics.FromCache,
            extraction,
            training,
            statistics.CacheFailure?.Message);

        Answers Ask(IReadOnlyList<Photo> part, IDataView features)
        {
            var classes = photos.Classes.ToList();
            return Answers.Of(classifier, features, [.. part.Select(p => classes.IndexOf(p.Label))]);
        }
    }
}
