using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>A weighted sum of the outputs.</summary>
/// <param name="Weights">One per value of the output.</param>
internal sealed record WeightedOutput(IReadOnlyList<float> Weights) : Target
{
    internal override TargetScores Of(Tensor output, ScoreKind kind)
    {
        Check(output.Batch, output.Shape);
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

    internal override void Check(int batch, Shape output)
    {
        if (Weights.Count != output.Count) throw new ArgumentException($"There are {Weights.Count} weights; the output has {output.Count} values.");
        for (var j = 0; j < Weights.Count; j++)
            if (!float.IsFinite(Weights[j])) throw new ArgumentException($"The weight of output {j} is {Weights[j]}: weights are finite.");
    }
}
