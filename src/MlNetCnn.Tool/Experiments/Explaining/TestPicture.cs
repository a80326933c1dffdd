using MlNetCnn.Explain;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>A network that was just trained, explained by one of the pictures that it was judged by.</summary>
internal static class TestPicture
{
    /// <summary>Name of the file of the overlay.</summary>
    public const string FileName = "explained.png";

    /// <summary>Grad-CAM of the first picture whose class the network names: of the test pictures, or of those to validate with where there are none. It takes a moment, and a run that was cancelled keeps its results with it.</summary>
    public static ExplainedPicture Explain(RunResults results, BaseNetwork @base, PhotoData data, TransferSettings settings)
    {
        var (part, answers) = results.Test is { } test ? (DataPart.Test, test) : (DataPart.Validation, results.Validation);
        var index = Math.Max(0, answers.Labels.Zip(answers.Predicted).ToList().FindIndex(p => p.First == p.Second));
        using var model = new ExplainedModel(results.Network, new ExplainedModelOptions { Engine = Engines.ByName(settings.Engine), InputShape = data.Picture, Threads = settings.Threads });
        var network = new LookedIntoNetwork(settings.Output, model, new PictureReader(data.Picture, PixelModes.Of(@base.Preprocessing)), data.Classes, null);
        return PictureExplainer.Run(network, [(data.Of(part)[index].Path, "")], Settings(settings), bar: null, CancellationToken.None)[0];
    }

    private static ExplainSettings Settings(TransferSettings settings) => new()
    {
        Experiment = nameof(TestPicture),
        // Small networks on easy pictures are so sure that their probabilities no longer move.
        Methods = [new MlNetCnn.Explain.GradCam { Score = ScoreKind.Logit }],
        Overlay = Overlay.Book,
        Output = settings.Output,
        Threads = settings.Threads,
        Engine = settings.Engine,
    };
}
