using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.SmallConvnet;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Experiments.SmallConvnetAugmented;

/// <summary><c>small-convnet-augmented</c>: section 5.2.5 of the Keras book, the small convnet with dropout on photos that are varied anew in every pass.</summary>
internal static class SmallConvnetAugmentedCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: true);
        var options = new RunOptions(surroundings, "SmallConvnetAugmented", epochs: 100, batch: 32, learningRate: 1e-4, steps: 100);
        var command = new Command(
            "small-convnet-augmented", "Trains the small convnet with dropout 0.5 on varied photos, as section 5.2.5 of the Keras book does: RMSprop 1e-4, 100 epochs of 100 steps of 32 photos.") { data };
        options.AddTo(command, photos: true);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () => ConvnetExperiment.Run(
            SmallConvnetCommand.Plan(
                "SmallConvnetAugmented",
                "A small convnet from scratch with dropout 0.5 and augmentation: F. Chollet, Deep Learning with Python (2018), section 5.2.5.",
                Path.GetFullPath(parsed.GetRequiredValue(data)),
                options.Settings(parsed),
                dropout: 0.5,
                new ConvNetOptions { Augmentation = ImageAugmentation.Book },
                surroundings),
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }
}
