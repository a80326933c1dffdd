using System.CommandLine;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;

namespace MlNetCnn.Tool.Experiments.SmallConvnet;

/// <summary><c>small-convnet</c>: sections 5.2.3 and 5.2.4 of the Keras book, a small convnet from scratch on few photos, which it soon knows by heart.</summary>
internal static class SmallConvnetCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: true);
        var options = new RunOptions(surroundings, "SmallConvnet", epochs: 30, batch: 20, learningRate: 1e-4, steps: 100);
        var command = new Command("small-convnet", "Trains the small convnet of sections 5.2.3 and 5.2.4 of the Keras book from scratch: RMSprop 1e-4, 30 epochs of 100 steps of 20 photos.") { data };
        options.AddTo(command, photos: true);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () => ConvnetExperiment.Run(
            Plan(
                "SmallConvnet",
                "A small convnet from scratch: F. Chollet, Deep Learning with Python (2018), sections 5.2.3 and 5.2.4.",
                Path.GetFullPath(parsed.GetRequiredValue(data)),
                options.Settings(parsed),
                dropout: 0,
                new ConvNetOptions(),
                surroundings),
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }

    /// <summary>What this experiment and the augmented one share.</summary>
    public static ConvnetPlan Plan(string experiment, string about, string folder, RunSettings settings, double dropout, ConvNetOptions options, Surroundings surroundings)
    {
        var photos = PhotoPlan.Read(folder, Networks.SmallConvnet.Size, settings, surroundings.Display, surroundings.Cancellation);
        var network = Networks.SmallConvnet.Create(photos.Classes.Count, dropout);
        network.InitializeWeights(settings.Seed);
        return new ConvnetPlan
        {
            Experiment = experiment,
            About = about,
            DataFolder = folder,
            Data = photos,
            Network = network,
            Options = options with { Optimizer = new RmsProp(settings.LearningRate), Rescale = 1 / 255f },
            Preprocessing = "rescale",
            Settings = settings,
        };
    }
}
