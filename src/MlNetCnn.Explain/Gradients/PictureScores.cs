using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>Scores by passes forward alone.</summary>
internal static class PictureScores
{
    /// <summary>The model's output: probabilities or logits, as the method's score says.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures; they run in batches of the method's size.</param>
    /// <param name="method">Says which score and the size of the batches.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public static Tensor Outputs(ExplainedModel model, Tensor images, ExplanationMethod method, CancellationToken cancellation)
    {
        var outputs = new Tensor(images.Batch, model.OutputShape);
        for (var start = 0; start < images.Batch; start += method.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = images.Slice(start, Math.Min(method.BatchSize, images.Batch - start));
            model.Run(ExplainedModel.For(method.Score), executable => executable.Predict([part], cancellation)[0]).Span.CopyTo(outputs.Slice(start, part.Batch).Span);
        }

        return outputs;
    }

    /// <summary>
    /// How much higher a score is for one output than for another. Exact for all targets, since they are linear: what is constant in a score falls out.
    /// </summary>
    /// <param name="derivative">Derivative of the score by the outputs.</param>
    /// <param name="output">The one.</param>
    /// <param name="other">The other.</param>
    public static double Difference(ReadOnlySpan<float> derivative, ReadOnlySpan<float> output, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var i = 0; i < derivative.Length; i++)
            if (derivative[i] != 0) sum += derivative[i] * ((double)output[i] - other[i]);
        return sum;
    }
}
