using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A run's figures for <c>summary.json</c>.</summary>
internal static class TransferSummary
{
    public static Summary Of(
        string experiment, string data, BaseNetwork @base, string? weights, TransferSettings settings, TransferResult head, ConvnetFit? tuned, RunResults results, double seconds)
    {
        var summary = new Summary
        {
            ["experiment"] = experiment,
            ["testAccuracy"] = results.Test?.Accuracy,
            ["testLoss"] = results.Test?.Loss,
            ["validationAccuracy"] = results.Validation.Accuracy,
            ["validationLoss"] = results.Validation.Loss,
        };
        if (tuned is not null)
        {
            summary["testAccuracyBefore"] = head.Test?.Accuracy;
            summary["testLossBefore"] = head.Test?.Loss;
            summary["validationAccuracyBefore"] = head.Validation.Accuracy;
            summary["headEpochs"] = head.History.Count;
        }

        RunFigures.AddHistory(summary, results.Stages[^1].History);
        RunFigures.AddNetwork(summary, results.Network);
        var photos = results.Data.Count(DataPart.Train) + results.Data.Count(DataPart.Validation) + results.Data.Count(DataPart.Test);
        if (tuned is null) RunFigures.AddSpeed(summary, seconds, head.TrainingSeconds, photos / head.ExtractionSeconds, settings.BatchSize);
        else RunFigures.AddSpeed(summary, seconds, head.TrainingSeconds + tuned.Seconds, tuned.ImagesPerSecond, settings.FineTuning!.BatchSize);
        summary["extractionSeconds"] = RunFigures.Rounded(head.ExtractionSeconds);
        summary["featuresComputed"] = head.FeaturesComputed;
        summary["featuresFromCache"] = head.FeaturesFromCache;
        RunFigures.AddData(summary, results.Data, data);
        summary["base"] = @base.Name;
        summary["weights"] = weights;
        summary["preprocessing"] = TransferExperiment.Preprocessing(@base);
        summary["imageSize"] = @base.Size;
        summary["featuresPerImage"] = @base.Model.OutputShape.Count;
        summary["hiddenUnits"] = Summary.List(settings.HiddenUnits);
        summary["dropout"] = settings.Dropout;
        summary["learningRate"] = settings.LearningRate;
        summary["batchSize"] = settings.BatchSize;
        if (settings.FineTuning is { } tuning)
        {
            summary["unfreezeFrom"] = FineTuning.From(@base, tuning);
            summary["fineTuneLearningRate"] = tuning.LearningRate;
            summary["fineTuneBatchSize"] = tuning.BatchSize;
            summary["fineTuneStepsPerEpoch"] = tuning.Steps;
            summary["augmented"] = tuning.Augment;
        }

        RunFigures.AddSurroundings(summary, settings.Smoke, settings.Seed, settings.Threads, settings.Engine);
        return summary;
    }
}
