using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>A weighted sum of the outputs.</summary>
/// <param name="Weights">One per value of the output.</param>
internal sealed record WeightedOutput(IReadOnlyList<float> Weights) : Target
{
    internal override TargetScores Of(Tensor output, ScoreKind kind)
    {
        if (Weights.Count != output.Shape.Count) throw new ArgumentException($"There are {Weights.Count} weights; the output has {output.Shape.Count} values.");
        var gradient = new Tensor(output.Batch, output.Shape);
        var scores = new float[output.Batch];
        for (var i = 0; i < output.Batch; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < Weights.Count; j++) sum += (double)Weights[j] * output[i][j];
            scores[i] = (float)sum;
            for (var j = 0; j < Weights.Count; j++) gradient[i][j] = Weights[j];
        }

        return new TargetScores(new int?[output.Batch], scores, gradient);
    }
}
