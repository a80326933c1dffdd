using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>
/// A class activation map: says at the positions of a convolution's output what there speaks for the score. The map has the layer's size; overlays bring it to the picture's.
/// Sums are taken in double precision and in one order.
/// </summary>
public abstract record CamMethod : ExplanationMethod
{
    /// <summary>
    /// The layer looked at: its name, also of one inside a nested model, or its path <c>outer/inner</c>. Default null: <see cref="ExplainedModel.LastConvolution"/>.
    /// </summary>
    public string? Layer { get; init; }

    /// <summary>Whether and how the map is the mean over variants of the picture. Default null: the picture alone.</summary>
    public TestTimeAugmentation? Smooth { get; init; }

    private protected sealed override IReadOnlyList<Explanation> ExplainBatch(ExplainedModel model, Tensor images, Target target, CancellationToken cancellation)
    {
        var layer = LayerOf(model);
        return Smooth is null ? Run(images, target) : Smooth.Average(model, images, target, Run);

        IReadOnlyList<Explanation> Run(Tensor images, Target target) => [.. Batches(images, target, cancellation).SelectMany(b => Explain(model, layer, b.Images, b.Target, cancellation))];
    }

    /// <summary>Explains at most <see cref="ExplanationMethod.BatchSize"/> pictures.</summary>
    private protected abstract IEnumerable<Explanation> Explain(ExplainedModel model, FeatureLayer layer, Tensor images, Target target, CancellationToken cancellation);

    /// <summary>Puts together what was found for a picture.</summary>
    /// <param name="layer">The layer looked at.</param>
    /// <param name="scores">What the target found.</param>
    /// <param name="picture">Number of the picture in its batch.</param>
    /// <param name="map">The map, row after row.</param>
    private protected Explanation Found(FeatureLayer layer, TargetScores scores, int picture, ReadOnlySpan<double> map)
    {
        var values = new float[map.Length];
        for (var i = 0; i < values.Length; i++) values[i] = (float)map[i];
        return new Explanation
        {
            Method = Name,
            Map = new Heatmap(layer.Height, layer.Width, values),
            Class = scores.Classes[picture],
            Score = scores.Scores[picture],
            ScoreKind = Score,
            Layer = layer.Path,
        };
    }

    /// <summary>The layer looked at in a model.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or it has no positions.</exception>
    internal FeatureLayer LayerOf(ExplainedModel model)
    {
        if (Layer is null) return model.LastConvolution;
        var layer = model.Layer(Layer);
        if (layer.IsSpatial) return layer;
        var spatial = model.Layers.Where(l => l.IsSpatial).ToArray();
        var hint = spatial.Length == 0 ? "none of this model's does" : $"the last of this model's that does is '{spatial[^1].Path}' {spatial[^1].Shape.ToBatchString()}";
        throw new ArgumentException($"The layer '{layer.Path}' ({layer.Layer.ClassName}) gives {layer.Shape.ToBatchString()}, which has no positions. "
            + $"A class activation map needs a layer that gives rows, columns and channels; {hint}.", nameof(Layer));
    }
}
