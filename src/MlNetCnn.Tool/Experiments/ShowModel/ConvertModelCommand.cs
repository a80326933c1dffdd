using System.CommandLine;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary><c>convert-model</c>: writes a model file in another of Keras's forms.</summary>
internal static class ConvertModelCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var network = new NetworkOptions();
        var output = new Option<string>("--output")
        {
            Description = "The file to write: .keras (Keras 3) or .h5 (every Keras) for the whole model, .weights.h5 for its weights alone, .json for its configuration alone.",
            Required = true,
        };
        var force = new Option<bool>("--overwrite") { Description = "Replaces a file that is there." };
        var drop = new Option<bool>("--drop-training") { Description = "Leaves out how the model was compiled and its optimizer's state, which .keras and .h5 files otherwise keep for training to go on." };
        var verbose = CommonOptions.Verbose();
        var command = new Command("convert-model", "Writes a model in another of Keras's file forms, and reads it back to make sure.") { output, force, drop, CommonOptions.Home(), verbose };
        network.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var file = ResultFile.Checked(parsed.GetRequiredValue(output), "--output", ".keras", ".h5", ".hdf5", ".json");
            if (File.Exists(file) && !parsed.GetValue(force)) throw new UserErrorException($"'{file}' is there already; --overwrite replaces it.");
            var model = network.Load(parsed);
            ConvertModelRun.Run(model, parsed.GetValue(drop) ? null : TrainingOf(network, parsed, model), file, surroundings.Display);
        }));
        return command;
    }

    private static SavedTraining? TrainingOf(NetworkOptions network, ParseResult parsed, Model model)
    {
        try
        {
            return network.TrainingOf(parsed, model);
        }
        catch (ModelFormatException e)
        {
            throw ConvertModelRun.NotKept(e);
        }
    }
}
