using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary><c>predict</c>: runs any model file over pictures or an array.</summary>
internal static class PredictCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var model = new ModelOptions(surroundings);
        var input = new Option<string>("--input") { Description = "A picture, a folder of pictures, or an .npy array (float32, N x height x width x channels, as the network takes it).", Required = true };
        var output = CommonOptions.Output("artifacts/Predict");
        var top = NumberOptions.Whole("--top", "How many classes to name per picture.", 3, minimum: 1);
        var batch = CommonOptions.Batch(32);
        var threads = CommonOptions.Threads();
        var engine = new EngineOption(surroundings);
        var bad = CommonOptions.Bad();
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("predict", "Runs a model file over pictures or an .npy array; writes predictions.json and predictions.npy.")
        {
            input, output, top, batch, threads, engine, bad, home, verbose,
        };
        model.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () => PredictRun.Run(
            new PredictSettings
            {
                Model = model.Choice(parsed)!,
                Input = Path.GetFullPath(parsed.GetRequiredValue(input)),
                Output = CommonOptions.OutputFolder(parsed.GetValue(output), parsed.GetRequiredValue(home), "artifacts", "Predict"),
                Top = parsed.GetValue(top),
                BatchSize = parsed.GetValue(batch),
                Threads = parsed.GetValue(threads),
                Engine = engine.Chosen(parsed, parsed.GetValue(threads)),
                BadPhotos = parsed.GetValue(bad),
            },
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }
}
