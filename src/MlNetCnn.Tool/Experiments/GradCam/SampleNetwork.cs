using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Explaining;
using MlNetCnn.Tool.Experiments.Quickstart;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.PhotoSets;
using MlNetCnn.Tool.Results;
using MlNetCnn.Tool.SampleSet;

namespace MlNetCnn.Tool.Experiments.GradCam;

/// <summary>For those without a model at hand: the small convnet of Quickstart, trained in seconds on pictures that are drawn.</summary>
internal static class SampleNetwork
{
    private const int Epochs = 4;

    /// <summary>Draws, trains, and saves the network in the folder of the results.</summary>
    /// <returns>The network, the folder of the pictures, and those that it was not trained on.</returns>
    public static (ModelChoice Model, string Root, IReadOnlyList<string> Pictures) Train(string home, int imagesPerClass, ExplainSettings settings, int seed, IDisplay display, CancellationToken cancellation)
    {
        var root = SampleFolder.Draw(home, seed, imagesPerClass, display, cancellation);
        var photos = PhotoSetReader.Read(root);
        using var folder = new RunFolder(settings.Output);
        var backup = new RunBackup(folder, resume: false, display);
        var file = folder.File("model.keras");
        backup.During(() =>
        {
            var training = new TransferSettings { Output = settings.Output, Seed = seed, Threads = settings.Threads, Engine = settings.Engine };
            var (whole, _) = SampleBase.TrainWhole(photos, Epochs, training, folder, backup, display, cancellation);
            whole.Save(file);
            AtomicFile.WriteAllText(folder.File(ClassNames.FileName), string.Concat(photos.Classes.Select(c => c + "\n")));
            return true;
        });
        return (new ModelChoice { File = file, Preprocessing = PixelMode.Tf }, root, [.. photos.Test.Select(p => p.Path)]);
    }
}
