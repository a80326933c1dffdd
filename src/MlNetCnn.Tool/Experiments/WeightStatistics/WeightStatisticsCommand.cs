using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.WeightStatistics;

/// <summary>
/// <c>weight-statistics</c>: chapter 8-3 of "Hands-on Machine Learning and Deep Learning Self-Study": how the weights of a trained convolution spread, beside those of an untrained one, and
/// what its kernels look like.
/// </summary>
internal static class WeightStatisticsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var model = new Option<string>("--model") { Description = "A model: .keras, .h5 or .onnx, or the weights of an application, named by --application or by the file's published name.", Required = true };
        var application = new Option<string?>("--application") { Description = "The network that a file of weights belongs to, e.g. vgg16, mobilenet_0.75." };
        var layer = new Option<string?>("--layer") { Description = "The layer to show. Default: the first convolution." };
        var output = CommonOptions.Output("artifacts/WeightStatistics");
        var seed = CommonOptions.Seed();
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("weight-statistics", "Shows how a model's weights spread, trained beside untrained, and a convolution's kernels as pictures (chapter 8-3).")
        {
            model, application, layer, output, seed, home, verbose,
        };
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () => WeightStatisticsRun.Run(
            new ModelChoice { File = Path.GetFullPath(parsed.GetRequiredValue(model)), Application = parsed.GetValue(application) },
            parsed.GetValue(layer),
            CommonOptions.OutputFolder(parsed.GetValue(output), parsed.GetRequiredValue(home), "artifacts", "WeightStatistics"),
            parsed.GetValue(seed),
            surroundings.Display)));
        return command;
    }
}
