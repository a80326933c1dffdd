using System.CommandLine;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.GradCam;

/// <summary>
/// <c>grad-cam</c>: section 5.4.3 of the Keras book on one picture or on many: with a model and pictures of one's own, else on pictures drawn here by a small network that is trained on them.
/// </summary>
internal static class GradCamCommand
{
    private const string About = "Where in a picture a network sees what it says: Grad-CAM, section 5.4.3 of the Keras book.";

    public static Command Create(Surroundings surroundings)
    {
        var image = new Option<string?>("--image") { Description = "A picture, or a folder of pictures. Default, without --model: pictures of the sample set." };
        var most = NumberOptions.Whole("--most", "Pictures explained at most; of more, such as are spread evenly over them.", 9, minimum: 1, maximum: 1000);
        var images = NumberOptions.Whole("--images", "Pictures per class of the sample set.", 200, minimum: 4);
        var seed = CommonOptions.Seed();
        var options = new ExplainOptions(surroundings, "GradCam", modelRequired: false, choosesMethod: false);
        var command = new Command("grad-cam", "Where in a picture a network sees what it says (book, 5.4.3): on a small network trained here on drawn pictures, or on --model and --image.") { image, most, images, seed };
        options.AddTo(command);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var (settings, model, asked) = (options.Settings(parsed), options.Model(parsed), parsed.GetValue(image));
            if (model is null != asked is null) throw new UserErrorException("--model and --image are given together, or neither for the sample set and a network trained on it.");
            var root = asked is null ? null : Path.GetFullPath(asked);
            // Before the model: what is missing is found at once.
            IReadOnlyList<string> files = root is null ? [] : PictureFiles.At(root);
            if (model is null) (model, root, files) = SampleNetwork.Train(options.Home(parsed), parsed.GetValue(images), settings, parsed.GetValue(seed), surroundings.Display, surroundings.Cancellation);
            using var network = NetworkLoader.Load(model, settings.Engine, settings.Threads);
            ExplainRun.Run(network, PictureNames.Of(Spread(files, parsed.GetValue(most)), root!), settings, About, surroundings.Display, surroundings.Cancellation);
        }));
        return command;
    }

    // Folders and classes stand one after the other: some of each.
    private static IReadOnlyList<string> Spread(IReadOnlyList<string> files, int most) =>
        files.Count <= most ? files : [.. Enumerable.Range(0, most).Select(i => files[(int)((long)i * files.Count / most)])];
}
