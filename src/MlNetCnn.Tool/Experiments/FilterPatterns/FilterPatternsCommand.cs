using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.FilterPatterns;

/// <summary><c>filter-patterns</c>: section 5.4.2 of the Keras book: the picture that each filter of a layer responds to most, by gradient ascent from grey noise.</summary>
internal static class FilterPatternsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var model = new ModelOptions(surroundings, withTop: false);
        var layer = new Option<string?>("--layer") { Description = "Layers, parted by commas. Default: the convolution in the middle of the network." };
        var filters = NumberOptions.Whole("--filters", "How many filters of a layer, from the first on; rows of eight.", 64, minimum: 1, maximum: 1024);
        var size = NumberOptions.Whole("--size", "Height and width of a pattern in pixels.", 64, minimum: 8, maximum: 1024);
        var steps = NumberOptions.Whole("--steps", "Steps of gradient ascent. Default: the book's 40.", minimum: 1, maximum: 100_000);
        var regularised = new Option<bool>("--regularised") { Description = "Keeps patterns smooth: jitter, rotation, less variation from pixel to pixel, a bounded norm." };
        var output = CommonOptions.Output("artifacts/FilterPatterns");
        var seed = CommonOptions.Seed();
        var threads = CommonOptions.Threads();
        var engine = new EngineOption(surroundings);
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("filter-patterns", "Shows what each filter of a layer responds to most (book, 5.4.2); a file may lack the weights of layers that come later.")
        {
            layer, filters, size, steps, regularised, output, seed, threads, engine, home, verbose,
        };
        model.AddTo(command, withSize: false);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () => FilterPatternsRun.Run(
            new FilterPatternsSettings
            {
                Model = model.Choice(parsed)!,
                Layers = parsed.GetValue(layer),
                Filters = parsed.GetValue(filters),
                Size = parsed.GetValue(size),
                Steps = parsed.GetValue(steps),
                Regularised = parsed.GetValue(regularised),
                Output = CommonOptions.OutputFolder(parsed.GetValue(output), parsed.GetRequiredValue(home), "artifacts", "FilterPatterns"),
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
                Engine = engine.Chosen(parsed, parsed.GetValue(threads)),
            },
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }
}
