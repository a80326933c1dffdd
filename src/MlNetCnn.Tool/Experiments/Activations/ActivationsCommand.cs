using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Activations;

/// <summary><c>activations</c>: section 5.4.1 of the Keras book: what every channel of a network's layers makes of a picture.</summary>
internal static class ActivationsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var model = new ModelOptions(surroundings, withTop: false);
        var image = new Option<string>("--image") { Description = "The picture: .jpg or .png.", Required = true };
        var layer = new Option<string?>("--layer")
        {
            Description = FormattableString.Invariant($"Layers, parted by commas; outer/inner inside a nested model. Default: convolutions with their activations, and poolings; of more than {ActivationsSettings.MostLayers}, such as are spread evenly over the network."),
        };
        var channel = NumberOptions.Whole("--channel", "A channel to be shown large, counted from 0.", minimum: 0);
        var output = CommonOptions.Output("artifacts/Activations");
        var threads = CommonOptions.Threads();
        var engine = new EngineOption(surroundings);
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("activations", "Shows what the layers of a network make of a picture, channel by channel (book, 5.4.1).") { image, layer, channel, output, threads, engine, home, verbose };
        model.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () => ActivationsRun.Run(
            new ActivationsSettings
            {
                Model = model.Choice(parsed)!,
                Image = OnePicture.At(parsed.GetRequiredValue(image)),
                Layers = parsed.GetValue(layer),
                Channel = parsed.GetValue(channel),
                Output = CommonOptions.OutputFolder(parsed.GetValue(output), parsed.GetRequiredValue(home), "artifacts", "Activations"),
                Threads = parsed.GetValue(threads),
                Engine = engine.Chosen(parsed, parsed.GetValue(threads)),
            },
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }
}
