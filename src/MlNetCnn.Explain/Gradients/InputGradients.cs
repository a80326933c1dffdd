using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>Gradients of scores by the pictures.</summary>
internal static class InputGradients
{
    /// <summary>The gradient of each picture's score by the picture: one pass forward and one backward.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures that run together.</param>
    /// <param name="target">What is explained.</param>
    /// <param name="score">Which score.</param>
    /// <param name="relu">What goes back through relus.</param>
    public static IEnumerable<Attribution> Of(ExplainedModel model, Tensor images, Target target, ScoreKind score, ReluGradient relu = ReluGradient.Standard)
    {
        TargetScores? scores = null;
        var query = new GradientQuery { WithRespectTo = [model.InputName], Relu = relu };
        var result = model.Run(ExplainedModel.For(score), executable => executable.Differentiate([images], output => (scores = target.Of(output, score)).Gradient, query));
        for (var i = 0; i < images.Batch; i++) yield return new Attribution(result.Gradients[0].Slice(i, 1), scores!.Classes[i], scores.Scores[i]);
    }

    /// <summary>
    /// For each picture the weighted sum of the score's gradients by variants of it, added in double, variant after variant: the same whatever the size of the batches in which they run.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The pictures.</param>
    /// <param name="scored">What the target found in the pictures themselves: it stays, whatever it would find in a variant.</param>
    /// <param name="method">Says which score, and how many variants run together.</param>
    /// <param name="variants">What is made of each picture.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>One sum for each picture, valid until the next is asked for.</returns>
    public static IEnumerable<double[]> Sums(ExplainedModel model, Tensor images, TargetScores scored, ExplanationMethod method, GradientVariants variants, CancellationToken cancellation)
    {
        var query = new GradientQuery { WithRespectTo = [model.InputName] };
        var all = (long)images.Batch * variants.Count;
        var most = (int)Math.Min(method.BatchSize, all);
        var (buffer, derivatives) = (new Tensor(most, images.Shape), new Tensor(most, scored.Gradient.Shape));
        var sum = new double[images.Shape.Count];
        for (long start = 0; start < all; start += most)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(most, all - start);
            for (var i = 0; i < count; i++)
            {
                var (picture, variant) = Which(start + i);
                variants.Write(images[picture], variant, buffer[i]);
                scored.Gradient[picture].CopyTo(derivatives[i]);
            }

            var result = model.Run(ExplainedModel.For(method.Score), executable => executable.Differentiate([buffer.Slice(0, count)], _ => derivatives.Slice(0, count), query));
            for (var i = 0; i < count; i++)
            {
                var (_, variant) = Which(start + i);
                if (variant == 0) Array.Clear(sum);
                Add(result.Gradients[0][i], variants.Weight(variant), sum);
                if (variant == variants.Count - 1) yield return sum;
            }
        }

        (int Picture, int Variant) Which(long index) => ((int)(index / variants.Count), (int)(index % variants.Count));
    }

    private static void Add(ReadOnlySpan<float> gradient, double weight, double[] sum)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] += weight * gradient[i];
    }
}
