using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>A way to find out how faithful maps are to the network: it changes the pictures as the maps say and looks at the score, which is always the probability.</summary>
/// <typeparam name="TResult">What is found.</typeparam>
public abstract record FaithfulnessMeasure<TResult>
{
    /// <summary>Changed pictures that run together at most; it bounds the memory. Results do not depend on it. Default 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above 4096.</exception>
    public int BatchSize { get; init => field = value is >= 1 and <= 4096 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A batch has 1 to 4096 pictures."); } = 16;

    /// <summary>Explains pictures and measures the maps.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="method">What makes the maps.</param>
    /// <param name="target">What is explained; null for each picture's top class.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">As for <see cref="ExplanationMethod.Explain"/>.</exception>
    public TResult Measure(ExplainedModel model, Tensor images, ExplanationMethod method, Target? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        var pictures = new ScoredPictures(model, images, target ?? Target.Top, BatchSize, cancellation);
        return MeasureMaps(pictures, [.. method.Explain(model, images, pictures.Target, cancellation).Select(e => e.Map)], cancellation);
    }

    /// <summary>Measures maps, whoever made them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="maps">One per picture, of any size: they are brought to the picture's bilinearly.</param>
    /// <param name="target">What was explained; null for each picture's top class.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">There are other numbers of maps than of pictures, or the pictures have another shape than the model takes.</exception>
    public TResult Measure(ExplainedModel model, Tensor images, IReadOnlyList<Heatmap> maps, Target? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count != images.Batch) throw new ArgumentException($"There are {maps.Count} maps for {images.Batch} pictures.", nameof(maps));
        return MeasureMaps(new ScoredPictures(model, images, target ?? Target.Top, BatchSize, cancellation), maps, cancellation);
    }

    private protected abstract TResult MeasureMaps(ScoredPictures pictures, IReadOnlyList<Heatmap> maps, CancellationToken cancellation);
}
