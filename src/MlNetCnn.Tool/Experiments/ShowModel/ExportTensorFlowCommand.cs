using System.CommandLine;
using System.Globalization;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Explaining;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary><c>export-tensorflow</c>: writes a model as TensorFlow's graph, as a SavedModel, or for TensorFlow.js.</summary>
internal static class ExportTensorFlowCommand
{
    private const string SavedModel = "saved-model";
    private const string TensorFlowJs = "tensorflowjs";

    public static Command Create(Surroundings surroundings)
    {
        var network = new NetworkOptions();
        var output = new Option<string>("--output") { Description = "The file to write, .pb for a frozen graph; else the folder of the SavedModel or of the model for TensorFlow.js.", Required = true };
        var format = new Option<string>("--format") { Description = "What a folder becomes: saved-model or tensorflowjs.", DefaultValueFactory = _ => SavedModel }.TakesOnly(SavedModel, TensorFlowJs);
        var force = new Option<bool>("--overwrite") { Description = "Replaces what is there." };
        var logits = new Option<bool>("--logits") { Description = "Outputs before their last softmax or sigmoid." };
        var layers = new Option<string?>("--layer") { Description = "Layers whose outputs the graph gives, separated by commas. Default: the model's outputs." };
        var batch = NumberOptions.Whole("--batch-size", "Pictures of every batch. Default: any number.", minimum: 1);
        var verbose = CommonOptions.Verbose();
        var command = new Command("export-tensorflow", "Writes a model as a frozen TensorFlow graph (.pb), as a SavedModel, or for TensorFlow.js.")
        {
            output, format, force, logits, layers, batch, CommonOptions.Home(), verbose,
        };
        network.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            var isFile = path.EndsWith(".pb", StringComparison.OrdinalIgnoreCase);
            if (isFile) path = ResultFile.Checked(path, "--output", ".pb");
            var isThere = isFile ? File.Exists(path) : File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any());
            if (isThere && !parsed.GetValue(force)) throw new UserErrorException($"'{path}' is there already; --overwrite replaces it.");
            if (!isFile && File.Exists(path)) throw new UserErrorException($"--output={path} is a file, and a {parsed.GetValue(format)} is a folder; a frozen graph's ending is .pb.");
            var options = new TensorFlowGraphOptions
            {
                Logits = parsed.GetValue(logits),
                Outputs = parsed.GetValue(layers)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                BatchSize = parsed.GetValue(batch),
            };
            var model = network.Load(parsed);
            var graph = Wish.Of(() => isFile ? WriteFile(model, path, options) : parsed.GetValue(format) == TensorFlowJs ? model.SaveTensorFlowJs(path, options) : model.SaveSavedModel(path, options));
            surroundings.Display.Line(string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {graph.Graph.Nodes.Count} nodes, {model.CountParams():N0} parameters: {path}"));
            foreach (var end in graph.Inputs) surroundings.Display.Line($"  takes {end.Name}: {end.Type}{end.Shape}");
            foreach (var end in graph.Outputs) surroundings.Display.Line($"  gives {end.Name}: {end.Type}{end.Shape}");
        }));
        return command;
    }

    private static TensorFlowGraph WriteFile(Model model, string path, TensorFlowGraphOptions options)
    {
        ResultFile.MakeFolder(path);
        return model.SaveTensorFlowGraph(path, options);
    }
}
