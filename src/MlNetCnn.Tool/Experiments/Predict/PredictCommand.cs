using System.CommandLine;
using MlNetCnn.Tool.Commands;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary><c>predict</c>: runs any model file over pictures or an array.</summary>
internal static class PredictCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var model = new Option<string>("--model")
        {
            Description = "A model: .zip (ML.NET), .keras or .h5 (Keras), or the weights of an application, named by --application or by the file's published name.",
            Required = true,
        };
        var input = new Option<string>("--input") { Description = "A picture, a folder of pictures, or an .npy array (float32, N x height x width x channels, as the network takes it).", Required = true };
        var output = CommonOptions.Output("artifacts/Predict");
        var top = NumberOptions.Whole("--top", "How many classes to name per picture.", 3, minimum: 1);
        var application = new Option<string?>("--application") { Description = "The network that a file of weights belongs to, e.g. vgg16, mobilenet_0.75." };
        var classes = new Option<string?>("--classes") { Description = "Names of the classes: imagenet_class_index.json, or a text file with one per line." };
        var preprocessing = new Option<PixelMode?>("--preprocessing") { Description = "What happens to pixels 0 to 255: none, rescale (x/255), tf, caffe or torch. Default: the application's, or what the summary.json beside the model says; rescale for other Keras files." }.TakesOnly(Enum.GetNames<PixelMode>());
        var size = NumberOptions.Whole("--size", "Height and width, for models that take any.", minimum: 1, maximum: 8192);
        var batch = CommonOptions.Batch(32);
        var threads = CommonOptions.Threads();
        var engine = CommonOptions.Engine();
        var bad = CommonOptions.Bad();
        var home = CommonOptions.Home();
        var verbose = CommonOptions.Verbose();
        var command = new Command("predict", "Runs a model file over pictures or an .npy array; writes predictions.json and predictions.npy.")
        {
            model, input, output, top, application, classes, preprocessing, size, batch, threads, engine, bad, home, verbose,
        };
        command.SetAction(parsed => Guard.Run(surroundings, parsed.GetValue(verbose), () => PredictRun.Run(
            new PredictSettings
            {
                Model = Path.GetFullPath(parsed.GetRequiredValue(model)),
                Input = Path.GetFullPath(parsed.GetRequiredValue(input)),
                Output = CommonOptions.OutputFolder(parsed.GetValue(output), parsed.GetRequiredValue(home), "artifacts", "Predict"),
                Top = parsed.GetValue(top),
                Application = parsed.GetValue(application),
                Classes = parsed.GetValue(classes) is { } path ? Path.GetFullPath(path) : null,
                Preprocessing = parsed.GetValue(preprocessing),
                Size = parsed.GetValue(size),
                BatchSize = parsed.GetValue(batch),
                Threads = parsed.GetValue(threads),
                Engine = parsed.GetRequiredValue(engine),
                BadPhotos = parsed.GetValue(bad),
            },
            surroundings.Display,
            surroundings.Cancellation)));
        return command;
    }
}
