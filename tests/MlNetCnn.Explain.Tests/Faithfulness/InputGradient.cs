using MlNetCnn.Compute;

namespace MlNetCnn.Explain.Tests.Faithfulness;

/// <summary>The input's gradient, summed over channels: a signed map that depends on every weight.</summary>
internal sealed record InputGradient : ExplanationMethod
{
    public override string Name => "input-gradient";

    private protected override IReadOnlyList<Explanation> ExplainBatch(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        TargetScores? scores = null;
        var found = model.Run(new CompileOptions(), e => e.Differentiate([images], output => (scores = target.Of(output, Score)).Gradient, new GradientQuery { WithRespectTo = [model.InputName] }));
        var (height, width, channels) = (images.Shape[0], images.Shape[1], images.Shape[2]);
        return [.. Enumerable.Range(0, images.Batch).Select(i => new Explanation
        {
            Method = Name,
            Map = new Heatmap(height, width, [.. found.Gradients[0][i].ToArray().Chunk(channels).Select(c => c.Sum())]),
            Class = scores!.Classes[i],
            Score = scores.Scores[i],
            ScoreKind = Score,
        })];
    }
}
