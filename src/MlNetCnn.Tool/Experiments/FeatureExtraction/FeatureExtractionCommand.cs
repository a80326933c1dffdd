using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Transfer;

namespace MlNetCnn.Tool.Experiments.FeatureExtraction;

/// <summary><c>feature-extraction</c>: a classifier on a pre-trained network's features.</summary>
internal static class FeatureExtractionCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: true);
        var baseOptions = new BaseOptions(surroundings, weightsRequired: true);
        var options = new TransferOptions(surroundings, "FeatureExtraction");
        var command = new Command("feature-extraction", "Trains a dense classifier on the features of a pre-trained network, as section 5.3.1 of the Keras book does.") { data };
        baseOptions.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var weights = baseOptions.Weights(parsed)!;
            return TransferExperiment.Run(
                "FeatureExtraction",
                "A dense classifier on a pre-trained base's features: F. Chollet, Deep Learning with Python (2018), section 5.3.1.",
                Path.GetFullPath(parsed.GetRequiredValue(data)),
                (_, _, _, _) => new BaseTraining(baseOptions.Load(parsed, options.Settings(parsed).Seed)),
                weights,
                options.Settings(parsed),
                surroundings.Display,
                surroundings.Cancellation);
        }));
        return command;
    }
}
