using System.CommandLine;
using MlNetCnn.Explain;
using MlNetCnn.Tool.Commands;
using MlNetCnn.Tool.Experiments.Convnets;
using MlNetCnn.Tool.Experiments.Explaining;
// Its name alone is that of an experiment's namespace, too.
using GradCamMethod = MlNetCnn.Explain.GradCam;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>
/// <c>faithfulness</c>: is the explanation any good? Trains a net on the sample set, whose objects' places are known, and measures the methods of explanation on pictures that the net has not
/// seen.
/// </summary>
internal static class FaithfulnessCommand
{
    private const string Target = "Faithfulness";

    public static Command Create(Surroundings surroundings)
    {
        var images = NumberOptions.Whole("--images", "Pictures of each class of the sample set, which is drawn; a quarter of them is held out.", 400, minimum: 8);
        var methods = new Option<string?>("--methods") { Description = $"Methods to measure, parted by commas. Default: all, {string.Join(", ", ExplanationMethods.All.Select(m => m.Name))}." };
        var pictures = NumberOptions.Whole("--pictures", "Held-out pictures of each class that the methods are measured on.", 20, minimum: 1);
        var random = NumberOptions.Whole("--random-models", "Nets with all weights drawn anew that the pointing game is played on.", 20, minimum: 1, maximum: 1000);
        var steps = NumberOptions.Whole("--curve-steps", "Steps of the curves of deletion and insertion.", 32, minimum: 1, maximum: 9216);
        var logits = new Option<bool>("--logits") { Description = "Explains the score before the softmax, as the papers have it, not the probability, as the Keras book does." };
        var options = new RunOptions(surroundings, Target, epochs: 15, batch: 20, learningRate: 1e-3);
        var command = new Command("faithfulness", "Measures how good explanations are: a net trained on a sample set drawn here, pointing game, deletion, insertion, confidence, randomised nets.")
        {
            images, methods, pictures, random, steps, logits,
        };
        options.AddTo(command, photos: false);
        command.SetAction(parsed => Guard.Run(surroundings, options.Verbose(parsed), () =>
        {
            var training = options.Settings(parsed);
            var score = parsed.GetValue(logits) ? ScoreKind.Logit : ScoreKind.Probability;
            var settings = new FaithfulnessSettings
            {
                Training = training,
                // Not the quickstart's set, which has other pictures: each would draw its own anew.
                Data = Path.Combine(options.Home(parsed), "data", "sample-faithfulness"),
                ImagesPerClass = parsed.GetValue(images),
                Methods = Methods(parsed.GetValue(methods), score),
                PicturesPerClass = parsed.GetValue(pictures),
                RandomModels = parsed.GetValue(random),
                Steps = parsed.GetValue(steps),
                Score = score,
            };
            return FaithfulnessRun.Run(training.Smoke ? Small(settings, parsed.GetValue(methods) is null) : settings, surroundings.Display, surroundings.Cancellation);
        }));
        return command;
    }

    private static FaithfulnessSettings Small(FaithfulnessSettings settings, bool fewMethods) => settings with
    {
        Data = settings.Data + "-smoke",
        ImagesPerClass = Math.Min(settings.ImagesPerClass, 16),
        Methods = fewMethods ? [new GradCamMethod { Score = settings.Score }, new Saliency { Score = settings.Score }] : settings.Methods,
        PicturesPerClass = Math.Min(settings.PicturesPerClass, 2),
        RandomModels = Math.Min(settings.RandomModels, 2),
        Steps = Math.Min(settings.Steps, 8),
    };

    private static IReadOnlyList<ExplanationMethod> Methods(string? names, ScoreKind score)
    {
        if (names is null) return [.. ExplanationMethods.All.Select(m => m with { Score = score })];
        string[] asked = [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (asked.Length == 0) throw new UserErrorException("--methods names no method.");
        return [.. asked.Select(n => Wish.Of(() => ExplanationMethods.Find(n))).DistinctBy(m => m.Name).Select(m => m with { Score = score })];
    }
}
