using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Transfer;

namespace MlNetCnn.Tool.Experiments.FineTune;

/// <summary><c>fine-tune</c>: section 5.3.2 of the Keras book: a classifier on a frozen base first, then the base's last layers together with it at a low rate.</summary>
internal static class FineTuneCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: true);
        var baseOptions = new BaseOptions(surroundings, weightsRequired: true);
        var from = CommonOptions.UnfreezeFrom();
        var hidden = CommonOptions.Hidden();
        var dropout = CommonOptions.Dropout();
        var headEpochs = NumberOptions.Whole("--head-epochs", "Epochs of the classifier on the frozen base's features, before.", 30, minimum: 1);
        var headRate = NumberOptions.Number("--head-learning-rate", "Learning rate of RMSprop for these. Default: 2e-5.", "a positive number", x => x > 0);
        var cache = CommonOptions.Cache();
        var plain = CommonOptions.NoAugmentation();
        var options = new RunOptions(surroundings, "FineTune", epochs: 30, batch: 20, learningRate: 1e-5);
        var command = new Command(
            "fine-tune", "Trains a classifier on a base's features, then the base's last layers with it, as section 5.3.2 of the Keras book does: RMSprop 1e-5 on varied photos; test accuracy before and after.")
        {
            data, from, headEpochs, headRate, hidden, dropout, cache, plain,
        };
        baseOptions.AddTo(command);
        options.AddTo(command, photos: true);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var settings = options.Settings(parsed);
            return TransferExperiment.Run(
                "FineTune",
                "A classifier on a base's features, then fine-tuning of the base's last layers: F. Chollet, Deep Learning with Python (2018), section 5.3.2.",
                Path.GetFullPath(parsed.GetRequiredValue(data)),
                (_, _, _, _) => new BaseTraining(baseOptions.Load(parsed, settings.Seed)),
                baseOptions.Weights(parsed),
                new TransferSettings
                {
                    Output = settings.Output,
                    Cache = CommonOptions.CacheFolder(parsed.GetValue(cache), settings.Output),
                    Epochs = parsed.GetValue(headEpochs),
                    HiddenUnits = CommonOptions.HiddenUnits(parsed, hidden),
                    Dropout = parsed.GetValue(dropout) ?? 0.5,
                    LearningRate = parsed.GetValue(headRate) ?? 2e-5,
                    Seed = settings.Seed,
                    Threads = settings.Threads,
                    Engine = settings.Engine,
                    Smoke = settings.Smoke,
                    BadPhotos = settings.BadPhotos,
                    FineTuning = new FineTuneSettings
                    {
                        UnfreezeFrom = parsed.GetValue(from),
                        Epochs = settings.Epochs,
                        BatchSize = settings.BatchSize,
                        Steps = settings.Steps,
                        LearningRate = settings.LearningRate,
                        Augment = !parsed.GetValue(plain),
                        Resume = settings.Resume,
                        TensorBoard = settings.TensorBoard,
                    },
                },
                surroundings.Display,
                surroundings.Cancellation);
        }));
        return command;
    }
}
