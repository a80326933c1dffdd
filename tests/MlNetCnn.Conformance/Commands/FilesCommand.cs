using System.CommandLine;
using MlNetCnn.Conformance.Files;

namespace MlNetCnn.Conformance.Commands;

/// <summary><c>files</c>: the graphs that the suite runs, and a few models in every form, for checking with the originals' own loaders.</summary>
internal static class FilesCommand
{
    public static Command Create(TextWriter output)
    {
        var folder = CaseOptions.Output("ConformFiles");
        var command = new Command("files", "Writes graphs (graphs/*.pb) and models (models/*.keras, .h5, .onnx, .tfjs) with inputs and expected outputs, for check_tensorflow.py, check_keras.py and check_onnx.py.") { folder };
        command.SetAction(parsed =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!);
            var (graphs, models) = (GraphFolder.Write(Path.Combine(path, "graphs")), ModelFolder.Write(Path.Combine(path, "models")));
            output.WriteLine($"{path}: {graphs} graphs, {models} models");
        });
        return command;
    }
}
