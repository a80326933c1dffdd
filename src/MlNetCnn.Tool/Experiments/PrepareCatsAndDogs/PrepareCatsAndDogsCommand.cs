using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.PrepareCatsAndDogs;

/// <summary><c>prepare-cats-and-dogs</c>: the Keras book's small set, 1,000 + 500 + 500 photos per class, in folders.</summary>
internal static class PrepareCatsAndDogsCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: true);
        var output = CommonOptions.Output("data/cats_and_dogs_small");
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("prepare-cats-and-dogs", "Splits the dogs-vs-cats photos as the Keras book does: 1,000 to train, 500 to validate, 500 to test per class.")
        {
            data, output, home, verbose,
        };
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () =>
        {
            var set = PhotoSetReader.Read(Path.GetFullPath(parsed.GetRequiredValue(data)));
            var folder = CommonOptions.OutputFolder(parsed.GetValue(output), parsed.GetRequiredValue(home), "data", "cats_and_dogs_small");
            PhotoSetWriter.Write(set, folder, surroundings.Display, surroundings.Cancellation);
            surroundings.Display.Line($"{set.Train.Count} photos to train, {set.Validation.Count} to validate, {set.Test.Count} to test ({set.Split}).");
            surroundings.Display.Line($"Wrote {folder}");
        }));
        return command;
    }
}
