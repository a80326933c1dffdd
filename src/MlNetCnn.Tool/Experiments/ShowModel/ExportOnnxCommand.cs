using System.CommandLine;
using MlNetCnn.Onnx;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary><c>export-onnx</c>: writes a model as an ONNX file.</summary>
internal static class ExportOnnxCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var network = new NetworkOptions();
        var output = new Option<string>("--output") { Description = "The file to write: .onnx.", Required = true };
        var force = new Option<bool>("--overwrite") { Description = "Replaces a file that is there." };
        var first = new Option<bool>("--channels-first") { Description = "The file takes pictures as (batch, channels, height, width), as ML.NET's ExtractPixels gives them, instead of as the model does." };
        var pixels = new Option<bool>("--include-preprocessing") { Description = "The file takes RGB pixels, 0 to 255, and does the model's preprocessing itself." };
        var fold = new Option<bool>("--fold") { Description = "Folds batch normalizations into the convolutions before them." };
        var logits = new Option<bool>("--logits") { Description = "Outputs before their last softmax or sigmoid." };
        var slots = new Option<bool>("--slot-names") { Description = "Names of the classes also where ML.NET's ApplyOnnxModel looks for them." };
        var layers = new Option<string?>("--layer") { Description = "Layers whose outputs the file gives, separated by commas. Default: the model's outputs." };
        var classes = new Option<string?>("--classes") { Description = "Names of the classes: a text file with one on each line, or imagenet_class_index.json. Default: those known of the model." };
        var opset = NumberOptions.Whole("--opset", "Version of ONNX's operators. Default: 17.", minimum: 17, maximum: 22);
        var verbose = CommonOptions.Verbose();
        var command = new Command("export-onnx", "Writes a model as an ONNX file, for ML.NET's ApplyOnnxModel and other runtimes.")
        {
            output, force, first, pixels, fold, logits, slots, layers, classes, opset, CommonOptions.Home(), verbose,
        };
        network.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var file = ResultFile.Checked(parsed.GetRequiredValue(output), "--output", ".onnx");
            if (File.Exists(file) && !parsed.GetValue(force)) throw new UserErrorException($"'{file}' is there already; --overwrite replaces it.");
            var options = new OnnxOptions
            {
                InputLayout = parsed.GetValue(first) ? OnnxInputLayout.ChannelsFirst : OnnxInputLayout.AsModel,
                IncludePreprocessing = parsed.GetValue(pixels),
                FoldBatchNormalization = parsed.GetValue(fold),
                Logits = parsed.GetValue(logits),
                SlotNames = parsed.GetValue(slots),
                Outputs = parsed.GetValue(layers)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                Opset = parsed.GetValue(opset) ?? new OnnxOptions().Opset,
            };
            surroundings.Display.Line(ExportOnnxRun.Run(network, parsed, parsed.GetValue(classes), file, options));
        }));
        return command;
    }
}
