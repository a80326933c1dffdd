using System.Diagnostics;
using Microsoft.ML;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>
/// Feature extraction as in section 5.3.1 of the Keras book: every picture goes through the base network once, then a dense classifier
/// is trained on what came out.
/// </summary>
internal static class TransferTraining
{
    public static TransferResult Run(BaseNetwork @base, PhotoSet photos, TransferSettings settings, IDisplay display, CancellationToken cancellation)
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
                parts.Add(part.Count > 0 ? extractor.Extract(part, bar, cancellation) : ml.Data.LoadFromEnumerable(new List<FeatureRow>()));
        });
        var extraction = Stopwatch.GetElapsedTime(started).TotalSeconds;

        var labels = ml.Transforms.Conversion.MapValueToKey("Label").Fit(parts[0]);
        var (train, validation) = (labels.Transform(parts[0]), labels.Transform(parts[1]));
        started = Stopwatch.GetTimestamp();
        DenseTransformer? classifier = null;
        display.Training("training", progress => classifier = ml.Cnn.Trainers.Dense(new DenseOptions
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
            paths.Schema,
            WholeNetwork.Of(@base.Model, classifier.Model),
            classifier.History,
            Evaluate(ml, classifier, validation),
            photos.Test.Count > 0 ? Evaluate(ml, classifier, labels.Transform(parts[2])) : null,
            statistics.Computed,
            statistics.FromCache,
            extraction,
            training,
            statistics.CacheFailure?.Message);
    }

    private static Score Evaluate(MLContext ml, DenseTransformer classifier, IDataView data)
    {
        var metrics = ml.MulticlassClassification.Evaluate(classifier.Transform(data));
        return new Score(metrics.MicroAccuracy, metrics.LogLoss);
    }
}
