using System.CommandLine;
using MlNetCnn.Reports;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary><c>plot-model</c>: Keras's <c>plot_model</c>, without Graphviz.</summary>
internal static class PlotModelCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var network = new NetworkOptions();
        var output = new Option<string?>("--output") { Description = "The picture: .svg or .png. Default: artifacts/PlotModel/NAME.svg." };
        var direction = new Option<string>("--rankdir") { Description = "Which way it flows: tb, downwards, or lr, to the right.", DefaultValueFactory = _ => "tb" }.TakesOnly("tb", "lr");
        var expand = new Option<bool>("--expand-nested") { Description = "Draws nested models as frames around their layers." };
        var trainable = new Option<bool>("--show-trainable") { Description = "Tells which layers are frozen." };
        var parameters = new Option<bool>("--show-params") { Description = "Tells how many parameters layers have." };
        var activations = new Option<bool>("--show-activations") { Description = "Tells the layers' activations." };
        var type = new Option<bool>("--show-dtype") { Description = "Tells the type of the outputs." };
        var withoutShapes = new Option<bool>("--no-shapes") { Description = "Leaves the shapes out." };
        var withoutNames = new Option<bool>("--no-names") { Description = "Leaves the layers' names out." };
        var scale = NumberOptions.Number("--scale", "Pixels of a PNG per unit of the SVG. Default: 2; less where the picture would have more than 16,384 pixels on a side or 24 million in all.", "from 0.25 to 4", x => x is >= 0.25 and <= 4);
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("plot-model", "Draws a model as boxes and arrows, as SVG or PNG.")
        {
            output, direction, expand, trainable, parameters, activations, type, withoutShapes, withoutNames, scale, home, verbose,
        };
        network.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var asked = parsed.GetValue(output) is { } path ? ResultFile.Checked(path, "--output", ".svg", ".png") : null;
            var model = network.Load(parsed);
            var file = asked ?? Path.GetFullPath(Path.Combine(parsed.GetRequiredValue(home), "artifacts", "PlotModel", network.NameOf(parsed) + ".svg"));
            var options = new PlotOptions
            {
                Direction = parsed.GetRequiredValue(direction).Equals("lr", StringComparison.OrdinalIgnoreCase) ? DiagramDirection.LeftToRight : DiagramDirection.TopToBottom,
                ExpandNested = parsed.GetValue(expand),
                ShowTrainable = parsed.GetValue(trainable),
                ShowParams = parsed.GetValue(parameters),
                ShowLayerActivations = parsed.GetValue(activations),
                ShowDtype = parsed.GetValue(type),
                ShowShapes = !parsed.GetValue(withoutShapes),
                ShowLayerNames = !parsed.GetValue(withoutNames),
                PngScale = parsed.GetValue(scale) ?? 2,
            };
            ResultFile.MakeFolder(file);
            try
            {
                model.SavePlot(file, options);
            }
            catch (ArgumentException e)
            {
                throw new UserErrorException($"'{model.Name}' cannot be drawn: {e.Message}", e);
            }

            surroundings.Display.Line($"{model.Name}: {model.Layers.Count} layers, {file}");
        }));
        return command;
    }
}
