using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Explain;

/// <summary><c>explain</c>: why a network says what it says of a picture: any model file, any method.</summary>
internal static class ExplainCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var image = new Option<string>("--image") { Description = "The picture: .jpg or .png.", Required = true };
        var options = new ExplainOptions(surroundings, "Explain", modelRequired: true, choosesMethod: true);
        var command = new Command("explain", "Why a network says what it says of a picture: heat maps over it by one method or by all, as a page, pictures and arrays.") { image };
        options.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var (settings, file) = (options.Settings(parsed), OnePicture.At(parsed.GetRequiredValue(image)));
            using var network = NetworkLoader.Load(options.Model(parsed)!, settings.Engine, settings.Threads);
            ExplainRun.Run(network, [(file, "")], settings, $"Why {Path.GetFileName(network.File)} says what it says of {Path.GetFileName(file)}.", surroundings.Display, surroundings.Cancellation);
        }));
        return command;
    }
}
