using System.CommandLine;
using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Explaining;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary><c>summary</c>: prints Keras's <c>model.summary()</c>, and writes the list of layers for other programs.</summary>
internal static class SummaryCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var network = new NetworkOptions();
        var keras2 = new Option<bool>("--keras2") { Description = "As Keras 2.2 prints it, and the Keras book shows it." };
        var keras215 = new Option<bool>("--tf-keras2") { Description = "As tf.keras 2.15 prints it." };
        var keras3 = new Option<bool>("--keras3") { Description = "As Keras 3 prints it: the default." };
        var expand = new Option<bool>("--expand-nested") { Description = "Also lists the layers of nested models." };
        var trainable = new Option<bool>("--show-trainable") { Description = "Also tells which layers train." };
        var length = NumberOptions.Whole("--line-length", "Width of the table in characters. Default: Keras's.", minimum: 20, maximum: SummaryOptions.Widest);
        var console = NumberOptions.Whole("--console-width", "Width of the console in characters, which decides how wide Keras 3's table is.", 80, minimum: 20, maximum: SummaryOptions.Widest);
        var output = new Option<string?>("--output") { Description = "A file for the summary (.txt) or for the list of layers (.csv, .json)." };
        var verbose = CommonOptions.Verbose();
        var command = new Command("summary", "Prints a model's layers, shapes and parameters as Keras does; or writes them as a table.")
        {
            keras2, keras215, keras3, expand, trainable, length, console, output, CommonOptions.Home(), verbose,
        };
        network.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var styles = new[] { (keras2, SummaryStyle.Keras2), (keras215, SummaryStyle.TfKeras2), (keras3, SummaryStyle.Keras3) }.Where(s => parsed.GetValue(s.Item1)).ToList();
            if (styles.Count > 1) throw new UserErrorException("--keras2, --tf-keras2 and --keras3 are three forms of one table; say one.");
            var file = parsed.GetValue(output) is { } path ? ResultFile.Checked(path, "--output", ".txt", ".csv", ".json") : null;
            var model = network.Load(parsed);
            var text = Wish.Of(() => model.Summary(new SummaryOptions
            {
                Style = styles.Count == 1 ? styles[0].Item2 : SummaryStyle.Keras3,
                ExpandNested = parsed.GetValue(expand),
                ShowTrainable = parsed.GetValue(trainable),
                LineLength = parsed.GetValue(length),
                ConsoleWidth = parsed.GetValue(console),
                OptimizerParams = OptimizerParams(network, parsed, model),
            }));
            if (file is null)
            {
                surroundings.Output.Write(text);
                return;
            }

            ResultFile.Write(file, Path.GetExtension(file).ToLowerInvariant() switch
            {
                ".csv" => LayerTable.Csv(model, parsed.GetValue(expand)),
                ".json" => LayerTable.Json(model, parsed.GetValue(expand)),
                _ => text,
            });
            surroundings.Display.Line($"{model.Name}: {model.Layers.Count} layers, {file}");
        }));
        return command;
    }

    /// <summary>What Keras 3 counts for the optimizer; null where there is none, or one that nobody here knows, without which the network is still shown.</summary>
    private static long? OptimizerParams(NetworkOptions network, ParseResult parsed, Model model)
    {
        try
        {
            return network.TrainingOf(parsed, model)?.CountOptimizerParams(model);
        }
        catch (ModelFormatException)
        {
            return null;
        }
    }
}
