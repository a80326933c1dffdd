using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>A way to say what in a picture speaks for a score: an immutable description, which explains any model's pictures. One file per method.</summary>
public abstract record ExplanationMethod
{
    /// <summary>The name, as <c>--method=</c> takes it: <c>grad-cam</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Which score is explained. Default: the probability, as in the Keras book.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's values.</exception>
    public ScoreKind Score
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Scores are {string.Join(" or ", Enum.GetNames<ScoreKind>())}.");
    } = ScoreKind.Probability;

    /// <summary>
    /// Pictures, or variants of one, that run together at most; it bounds the memory. Results do not depend on it. Default 16.
    /// </summary>
    public int BatchSize { get; init => field = value is >= 1 and <= 4096 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A batch has 1 to 4096 pictures."); } = 16;

    /// <summary>Explains a batch of pictures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="target">What is explained; null for each picture's top class.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>One explanation per picture.</returns>
    /// <exception cref="ArgumentException">The pictures have another shape than the model takes, or a layer is none of the model's, or has no positions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class is none of the model's.</exception>
    /// <exception cref="InvalidOperationException">No layer was named, and the model has no <see cref="ExplainedModel.LastConvolution"/>.</exception>
    /// <exception cref="NotSupportedException">The engine has no gradient for a layer on the way.</exception>
    public IReadOnlyList<Explanation> Explain(ExplainedModel model, Tensor images, Target? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        images = model.Check(images);
        target = (target ?? Target.Top) with { Format = model.OutputFormat };
        target.Check(images.Batch, model.OutputShape);
        return ExplainBatch(model, images, target, cancellation);
    }

    /// <summary>Explains one picture.</summary>
    /// <param name="model">The model.</param>
    /// <param name="image">A batch of one, preprocessed as the model expects.</param>
    /// <param name="target">What is explained; null for the top class.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">As for <see cref="Explain"/>, or the batch is not of one.</exception>
    public Explanation ExplainOne(ExplainedModel model, Tensor image, Target? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Batch != 1) throw new ArgumentException($"One picture is explained, not {image.Batch}: {nameof(Explain)} takes batches.", nameof(image));
        return Explain(model, image, target, cancellation)[0];
    }

    /// <summary>Explains pictures that fit the model, in batches of at most <see cref="BatchSize"/>.</summary>
    private protected abstract IReadOnlyList<Explanation> ExplainBatch(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation);

    /// <summary>The pictures in batches of at most <see cref="BatchSize"/>, not copied, each with its part of the target.</summary>
    private protected IEnumerable<(Tensor Images, Target Target)> Batches(Tensor images, Target target, CancellationToken cancellation)
    {
        for (var start = 0; start < images.Batch; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(BatchSize, images.Batch - start);
            yield return (images.Slice(start, count), target.Slice(start, count));
        }
    }
}
