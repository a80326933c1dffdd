using MlNetCnn.Explain;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>All measures of a method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pointing">The pointing game of the trained net.</param>
/// <param name="Random">The pointing game of randomised nets; none for maps that no net made.</param>
/// <param name="Change">Drop and increase of the confidence.</param>
/// <param name="Deletion">The curve of deletion.</param>
/// <param name="Insertion">The curve of insertion.</param>
/// <param name="Cascade">The maps while layers are drawn anew; none for maps that no net made.</param>
internal sealed record MethodFigures(
    string Name, PointingGameResult Pointing, IReadOnlyList<PointingGameResult> Random, ConfidenceChange Change, FaithfulnessCurve Deletion, FaithfulnessCurve Insertion, IReadOnlyList<RandomizedStage> Cascade)
{
    /// <summary>What <see cref="Noise"/> is called.</summary>
    public const string NoiseName = "noise";

    /// <summary>Measures a method.</summary>
    public static MethodFigures Of(ExplanationMethod method, ExplainedModel model, IReadOnlyList<ExplainedModel> random, HeldOut held, FaithfulnessSettings settings, CancellationToken cancellation)
    {
        var maps = method.Explain(model, held.Images, held.Target, cancellation).Select(e => e.Map).ToList();
        var few = held.FirstOfEach(settings.CascadePicturesPerClass);
        return Of(method.Name, maps, model, held, settings, cancellation) with
        {
            Random = [.. random.Take(settings.RandomModelsPerMethod).Select(r => new PointingGame().Play(r, held.Images, held.Boxes, method, held.Target, cancellation))],
            Cascade = new ModelRandomization { Seed = settings.Training.Seed }.Measure(model, few.Images, method, few.Target, cancellation),
        };
    }

    /// <summary>Measures maps of noise, uniform and as coarse as the net's last map: what the measures are without any explanation.</summary>
    public static MethodFigures Noise(ExplainedModel model, HeldOut held, FaithfulnessSettings settings, CancellationToken cancellation)
    {
        var layer = model.LastConvolution;
        var maps = held.Files.Select((_, i) =>
        {
            var random = new RandomStream(settings.Training.Seed, "faithfulness/noise", i);
            return new Heatmap(layer.Height, layer.Width, [.. Enumerable.Range(0, layer.Height * layer.Width).Select(_ => random.NextSingle())]);
        }).ToList();
        return Of(NoiseName, maps, model, held, settings, cancellation);
    }

    private static MethodFigures Of(string name, List<Heatmap> maps, ExplainedModel model, HeldOut held, FaithfulnessSettings settings, CancellationToken cancellation) => new(
        name,
        new PointingGame().Play(maps, held.Boxes, model.InputShape[0], model.InputShape[1]),
        [],
        new MaskedConfidence().Measure(model, held.Images, maps, held.Target, cancellation),
        new DeletionCurve { Steps = settings.Steps }.Measure(model, held.Images, maps, held.Target, cancellation),
        new InsertionCurve { Steps = settings.Steps }.Measure(model, held.Images, maps, held.Target, cancellation),
        []);
}
