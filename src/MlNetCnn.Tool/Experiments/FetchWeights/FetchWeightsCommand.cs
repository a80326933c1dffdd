using System.CommandLine;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.FetchWeights;

/// <summary><c>fetch-weights</c>: brings the weights that Keras publishes into Keras's cache, where everything here finds them.</summary>
internal static class FetchWeightsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var application = new Option<string>("--application") { Description = $"Whose weights: {string.Join(", ", Applications.All.Where(a => a.Weights.Count > 0))}; or all.", Required = true };
        var top = new Option<bool>("--top") { Description = "Those of the whole network, with its classifier of 1000 classes, and the names of these." };
        var noTop = new Option<bool>("--no-top") { Description = "Those without the classifier, for features and fine-tuning. Default: both." };
        var size = NumberOptions.Whole("--size", "Height and width of the pictures, where there are weights for several. Default: the application's own.", minimum: 32, maximum: 8192);
        var folder = new Option<string?>("--folder") { Description = "Where to. Default: Keras's cache, $KERAS_HOME/models or ~/.keras/models." };
        var again = new Option<bool>("--again") { Description = "Downloads files that are there already, such as damaged ones." };
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("fetch-weights", "Downloads the ImageNet weights that Keras publishes, checks their hashes, and puts them into Keras's cache; those that are there stay.")
        {
            application, top, noTop, size, folder, again, home, verbose,
        };
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () => FetchWeightsRun.Run(
            new FetchWeightsSettings
            {
                Application = parsed.GetRequiredValue(application),
                Top = parsed.GetValue(top) || !parsed.GetValue(noTop),
                NoTop = parsed.GetValue(noTop) || !parsed.GetValue(top),
                Size = parsed.GetValue(size),
                Folder = parsed.GetValue(folder) is { } path ? Path.GetFullPath(path) : null,
                Again = parsed.GetValue(again),
            },
            new PretrainedOptions(),
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }
}
