using System.CommandLine;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.DataSets;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>The command that trains a network on a published set of small pictures: Adam, the best model kept as best.keras, early stopping that restores it.</summary>
/// <param name="Experiment">Name of the target.</param>
/// <param name="Command">Name of the command.</param>
/// <param name="Description">What the command does.</param>
/// <param name="About">What the report says.</param>
/// <param name="Files">What <c>--data</c> holds.</param>
/// <param name="Load">Reads the folder.</param>
/// <param name="Network">Makes the network.</param>
/// <param name="Epochs">Epochs at most.</param>
/// <param name="Patience">Epochs without a lower validation loss after which training stops.</param>
internal sealed record ArrayPlan(
    string Experiment, string Command, string Description, string About, string Files, Func<string, ImageSet> Load, Func<Model> Network, int Epochs, int Patience)
{
    public Command Create(Surroundings surroundings)
    {
        var data = new Option<string>("--data") { Description = Files, Required = true };
        var patience = NumberOptions.Whole("--patience", "Epochs without a lower validation loss after which training stops and the best weights are restored.", Patience, minimum: 1);
        var options = new RunOptions(surroundings, Experiment, Epochs, batch: 32, learningRate: 1e-3);
        var command = new Command(Command, Description) { data, patience };
        options.AddTo(command, photos: false);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var settings = options.Settings(parsed);
            var folder = Path.GetFullPath(parsed.GetRequiredValue(data));
            var set = Load(folder);
            if (settings.Smoke) set = set with { Train = set.Train.Take(200), Test = set.Test.Take(50) };
            var network = Network();
            network.InitializeWeights(settings.Seed);
            return ConvnetExperiment.Run(
                new ConvnetPlan
                {
                    Experiment = Experiment,
                    About = About,
                    DataFolder = folder,
                    Data = new ArrayData(set),
                    Network = network,
                    Options = new ConvNetOptions { Optimizer = new Adam(settings.LearningRate), Rescale = 1 / 255f },
                    Preprocessing = "rescale",
                    Settings = settings,
                    Callbacks = results =>
                    [
                        new ModelCheckpoint(results.File("best.keras"), saveBestOnly: true),
                        new EarlyStopping(patience: parsed.GetValue(patience), restoreBestWeights: true),
                    ],
                    Remember = summary => summary["patience"] = parsed.GetValue(patience),
                },
                surroundings.Display,
                surroundings.Cancellation);
        }));
        return command;
    }
}
