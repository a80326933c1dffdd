using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Experiments.Quickstart;

/// <summary><c>quickstart</c>: the whole way from pictures to a saved model, without anything to download; on the user's photos and weights when given.</summary>
internal static class QuickstartCommand
{
    // The seeded base gives few features, the book's rate is meant for many.
    private const double LearningRate = 1e-3;

    public static Command Create(Surroundings surroundings)
    {
        var data = CommonOptions.Data(required: false);
        data.Description += " Default: a sample set that is drawn.";
        var images = NumberOptions.Whole("--images", "Pictures per class of the sample set.", 200, minimum: 4);
        var baseOptions = new BaseOptions(weightsRequired: false);
        var options = new TransferOptions("Quickstart");
        var command = new Command("quickstart", "Pictures to a trained, saved model: on a sample set drawn here with a small seeded base, or on --data and --weights.") { data, images };
        baseOptions.AddTo(command);
        options.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var weights = baseOptions.Weights(parsed);
            var settings = weights is null ? options.Settings(parsed, LearningRate) : options.Settings(parsed);
            var folder = parsed.GetValue(data) is { } given
                ? Path.GetFullPath(given)
                : Draw(Path.GetFullPath(Path.Combine(options.Home(parsed), "data", "sample")), settings.Seed, parsed.GetValue(images), surroundings);
            TransferExperiment.Run(
                "Quickstart", folder, () => weights is null ? SeededBase.Create(settings.Seed) : baseOptions.Load(parsed), weights, settings, surroundings.Display, surroundings.Cancellation);
        }));
        return command;
    }

    private static string Draw(string folder, int seed, int imagesPerClass, Surroundings surroundings)
    {
        surroundings.Display.Line($"sample set: {folder} ({string.Join(", ", SampleClass.All.Select(c => c.Name))}; {imagesPerClass} pictures each)");
        if (SampleSetPainter.Find(folder, seed, imagesPerClass) is not null) return folder;
        surroundings.Display.Progress("drawing the sample set", imagesPerClass * SampleClass.All.Count, bar =>
            SampleSetPainter.Draw(folder, seed, imagesPerClass, new StepBar<(int, int)>(bar), surroundings.Cancellation));
        return folder;
    }
}
