using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>The class of the highest score; the first of equals. Of one number: class 1 where it is more likely than not.</summary>
internal sealed record TopClass : Target
{
    internal override TargetScores Of(Tensor output, ScoreKind kind) => TargetScores.OfClasses(this, output, kind, i => Best(output, i, kind));

    private int Best(Tensor output, int picture, ScoreKind kind)
    {
        if (output.Shape.Count == 1) return output[picture][0] > (kind == ScoreKind.Logit ? 0 : 0.5f) ? 1 : 0;
        var (best, most) = (0, float.NegativeInfinity);
        for (var c = 0; c < ClassCount(output.Shape); c++)
            if (TargetScores.Score(this, output[picture], output.Shape, kind, c) is var score && score > most) (best, most) = (c, score);
        return best;
    }
}
