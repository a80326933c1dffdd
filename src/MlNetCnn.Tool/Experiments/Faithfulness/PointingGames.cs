using System.Globalization;
using MlNetCnn.Explain;
// Its name alone is that of an experiment's namespace, too.
using GradCamMethod = MlNetCnn.Explain.GradCam;

namespace MlNetCnn.Tool.Experiments.Faithfulness;

/// <summary>Grad-CAM's pointing game on all held-out pictures: of the trained net, and of the same net with all weights drawn anew.</summary>
/// <param name="Trained">Of the trained net.</param>
/// <param name="Right">Whether the trained net takes each picture for what it is.</param>
/// <param name="Random">Of each randomised net.</param>
/// <param name="Tolerant">Of the trained net, with <see cref="Tolerance"/>.</param>
/// <param name="RandomTolerant">Of each randomised net, with <see cref="Tolerance"/>.</param>
internal sealed record PointingGames(
    PointingGameResult Trained, IReadOnlyList<bool> Right, IReadOnlyList<PointingGameResult> Random, PointingGameResult Tolerant, IReadOnlyList<PointingGameResult> RandomTolerant)
{
    /// <summary>Pixels by which the greatest value may miss the box: the 15 that Zhang et al. allow on photos 500 pixels wide, on pictures of 96.</summary>
    public const double Tolerance = 3;

    /// <summary>Plays.</summary>
    public static PointingGames Play(ExplainedModel model, IReadOnlyList<ExplainedModel> random, HeldOut held, ScoreKind score, CancellationToken cancellation)
    {
        var method = new GradCamMethod { Score = score };
        var output = model.Predict(held.Images, cancellation);
        var (own, others) = (Maps(model), random.Select(Maps).ToList());
        return new PointingGames(
            Game(own, 0),
            [.. held.Labels.Select((label, i) => output[i].ToArray().Index().MaxBy(v => v.Item).Index == label)],
            [.. others.Select(m => Game(m, 0))],
            Game(own, Tolerance),
            [.. others.Select(m => Game(m, Tolerance))]);

        List<Heatmap> Maps(ExplainedModel of) => [.. method.Explain(of, held.Images, held.Target, cancellation).Select(e => e.Map)];

        PointingGameResult Game(List<Heatmap> maps, double tolerance) => new PointingGame { Tolerance = tolerance }.Play(maps, held.Boxes, held.Images.Shape[0], held.Images.Shape[1]);
    }

    /// <summary>Mean share of hits of the randomised nets.</summary>
    public double RandomAccuracy => Random.Average(r => r.Accuracy);

    /// <summary>Hits among the pictures taken for what they are, or for something else.</summary>
    public (int Hits, int Count) Among(bool right) => (Trained.Points.Zip(Right).Count(p => p.Second == right && p.First.IsHit), Right.Count(r => r == right));

    public string TrainedInWords
    {
        get
        {
            var (right, wrong) = (Among(true), Among(false));
            return string.Create(CultureInfo.InvariantCulture,
                $"{Trained.Hits} of {Trained.Points.Count} pictures ({100 * Trained.Accuracy:F1} %): {right.Hits} of the {right.Count} taken for what they are, {wrong.Hits} of the {wrong.Count} taken for something else");
        }
    }

    public string RandomInWords => string.Create(CultureInfo.InvariantCulture,
        $"{100 * RandomAccuracy:F1} % (from {100 * Random.Min(r => r.Accuracy):F1} to {100 * Random.Max(r => r.Accuracy):F1} %, {Random.Count} {(Random.Count == 1 ? "net" : "nets")}); chance {100 * Trained.Chance:F1} %, the boxes' mean share of a picture");

    public string TolerantInWords => string.Create(CultureInfo.InvariantCulture,
        $"{100 * Tolerant.Accuracy:F1} % within {Tolerance:0} pixels of the box; randomised {100 * RandomTolerant.Average(r => r.Accuracy):F1} %, chance {100 * Tolerant.Chance:F1} %");
}
