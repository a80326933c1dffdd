using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Experiments.Quickstart;

/// <summary>
/// <c>quickstart</c>: the whole way without anything to download: a small base from scratch, a classifier on its features, fine-tuning, and a saved model; on the user's photos and
/// weights when given.
/// </summary>
internal static class QuickstartCommand
{
    // The sample base gives few features, the book's rate is meant for many.
    private const double LearningRate = 1e-3;

    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: false);
        data.Description += " Default: a sample set that is drawn.";
        var images = NumberOptions.Whole("--images", "Pictures per class of the sample set.", 200, minimum: 4);
        var baseEpochs = NumberOptions.Whole("--base-epochs", "Epochs of the small base, which is trained where no weights are given.", 4, minimum: 1);
        var tuneEpochs = NumberOptions.Whole("--tune-epochs", "Epochs of fine-tuning.", 5, minimum: 1);
        var tuneRate = NumberOptions.Number("--tune-learning-rate", "Learning rate of RMSprop while fine-tuning. Default: 1e-5; 1e-4 on a base without weights.", "a positive number", x => x > 0);
        var from = CommonOptions.UnfreezeFrom();
        var resume = CommonOptions.Resume();
        var baseOptions = new BaseOptions(surroundings, weightsRequired: false);
        var options = new TransferOptions(surroundings, "Quickstart");
        var command = new Command("quickstart", "Pictures to a trained, saved model: a small base from scratch, a classifier on its features, fine-tuning; on a sample set drawn here, or on --data and --weights.")
        {
            data, images, baseEpochs, tuneEpochs, tuneRate, from, resume,
        };
        baseOptions.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var weights = baseOptions.Weights(parsed);
            var settings = weights is null ? options.Settings(parsed, LearningRate) : options.Settings(parsed);
            var folder = parsed.GetValue(data) is { } given
                ? Path.GetFullPath(given)
                : SampleFolder.Draw(options.Home(parsed), settings.Seed, parsed.GetValue(images), surroundings.Display, surroundings.Cancellation);
            settings = settings with
            {
                Explain = true,
                FineTuning = new FineTuneSettings
                {
                    UnfreezeFrom = parsed.GetValue(from),
                    Epochs = parsed.GetValue(tuneEpochs),
                    BatchSize = settings.BatchSize,
                    LearningRate = parsed.GetValue(tuneRate) ?? (weights is null ? 1e-4 : 1e-5),
                    Resume = parsed.GetValue(resume),
                },
            };
            return TransferExperiment.Run(
                "Quickstart",
                "From pictures to a saved model: a base, a classifier on its features, fine-tuning.",
                folder,
                (photos, results, backup, chosen) => weights is null
                    ? SampleBase.Train(photos, parsed.GetValue(baseEpochs), chosen, results, backup, surroundings.Display, surroundings.Cancellation)
                    : new BaseTraining(baseOptions.Load(parsed, chosen.Seed)),
                weights,
                settings,
                surroundings.Display,
                surroundings.Cancellation);
        }));
        return command;
    }
}
