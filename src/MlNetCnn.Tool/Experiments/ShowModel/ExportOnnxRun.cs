using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Onnx;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>Writes the ONNX file of a network, or of the network in an ML.NET model.</summary>
internal static class ExportOnnxRun
{
    /// <returns>What was written.</returns>
    public static string Run(NetworkOptions network, ParseResult parsed, string? classes, string file, OnnxOptions options)
    {
        ResultFile.MakeFolder(file);
        if (classes is not null) options = options with { ClassNames = ClassNames.Read(Path.GetFullPath(classes)) };
        var model = network.PipelineFile(parsed) is { } zip ? OfPipeline(zip, file, options) : OfModel(network, parsed, file, options);
        return string.Create(CultureInfo.InvariantCulture, $"{model.Name}: {model.Layers.Count} layers, {model.CountParams():N0} parameters, opset {options.Opset}, {new FileInfo(file).Length / 1e6:F1} MB: {file}");
    }

    private static Model OfModel(NetworkOptions network, ParseResult parsed, string file, OnnxOptions options)
    {
        var model = network.Load(parsed);
        if (options.ClassNames is null && network.ClassNamesOf(parsed) is { } names && model.Outputs is [var output] && output.Shape.Rank > 0 && output.Shape[^1] == names.Count) options = options with { ClassNames = names };
        return Save(() => model.SaveOnnx(file, options), model);
    }

    private static Model OfPipeline(string zip, string file, OnnxOptions options)
    {
        var ml = new MLContext();
        var pipeline = ml.Cnn.LoadModel(zip);
        using var disposable = pipeline as IDisposable;
        return Save(() => ml.Cnn.SaveOnnx(pipeline, file, options), Wish.Of(() => FittedNetwork.Of(pipeline)).Model);
    }

    private static Model Save(Action save, Model model) => Wish.Of(() =>
    {
        save();
        return model;
    });
}
