using System.CommandLine;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary><c>inspect-file</c>: what a Keras file holds, also one that cannot be read as a model.</summary>
internal static class InspectFileCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var model = new Option<string>("--model") { Description = "An HDF5 file (.h5, .weights.h5) or a .keras archive.", Required = true };
        var verbose = CommonOptions.Verbose();
        var command = new Command("inspect-file", "Lists what an .h5 or .keras file holds (groups, data sets, attributes, versions) and says whether it can be read as a model.") { model, CommonOptions.Home(), verbose };
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var choice = new Models.ModelChoice { File = Path.GetFullPath(parsed.GetRequiredValue(model)) };
            choice.CheckFile();
            foreach (var line in FileTree.Of(choice.File)) surroundings.Output.WriteLine(line);
            foreach (var line in FileTree.Verdict(choice.File)) surroundings.Output.WriteLine(line);
        }));
        return command;
    }
}
