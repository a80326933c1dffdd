using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>
/// The sanity check of Adebayo, Gilmer, Muelly, Goodfellow, Hardt, Kim: "Sanity Checks for Saliency Maps" (NeurIPS 2018), section 3: maps of the trained model are compared with those of the
/// same model with layers drawn anew by their initializers. A method whose maps hardly change does not show what the model has learned.
/// </summary>
public sealed record ModelRandomization
{
    /// <summary>Which layers are drawn anew, and when. Default <see cref="RandomizationOrder.Cascading"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration's.</exception>
    public RandomizationOrder Order { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Cascading, Independent or Complete."); }

    /// <summary>The same seed draws the same weights; never those that an initialization of the model with a seed gives. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Whether the maps' magnitudes are compared, the paper's "ABS", for methods with signed maps. Default false.</summary>
    public bool Absolute { get; init; }

    /// <summary>A copy of a model with all weights drawn anew.</summary>
    /// <param name="model">A model; it stays as it is.</param>
    /// <param name="seed">As <see cref="Seed"/>.</param>
    public static Model Randomize(Model model, long seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var copy = model.Clone();
        // A seed of its own: the one that the model was trained from would give back its first weights, which the trained ones resemble.
        copy.InitializeWeights(unchecked((long)new RandomStream(seed, "model-randomization").NextUInt64()));
        return copy;
    }

    /// <summary>Explains pictures with the model as it is and at each stage, and compares the maps, brought to the picture's size.</summary>
    /// <param name="model">The model; it stays as it is.</param>
    /// <param name="images">Pictures, preprocessed as the model expects.</param>
    /// <param name="method">What makes the maps.</param>
    /// <param name="target">What is explained; null for each picture's top class of the trained model.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>The stages, from the output to the input.</returns>
    /// <exception cref="ArgumentException">As for <see cref="ExplanationMethod.Explain"/>, or the model has no weights.</exception>
    public IReadOnlyList<RandomizedStage> Measure(ExplainedModel model, Tensor images, ExplanationMethod method, Target? target = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        var pictures = new ScoredPictures(model, images, target ?? Target.Top, 16, cancellation);
        var trained = Maps(model);
        var random = Leaves(Randomize(model.Model, Seed));
        var layers = Leaves(model.Model).Index().Where(l => l.Item.Weights.Count > 0).Reverse().ToList();
        if (layers.Count == 0) throw new ArgumentException($"The model '{model.Model.Name}' has no weights that could be drawn anew.", nameof(model));
        List<List<int>> stages = Order switch
        {
            RandomizationOrder.Cascading => [.. layers.Select((_, i) => layers.Take(i + 1).Select(l => l.Index).ToList())],
            RandomizationOrder.Independent => [.. layers.Select(l => new List<int> { l.Index })],
            _ => [[.. layers.Select(l => l.Index)]],
        };
        return [.. stages.Select(Stage)];

        RandomizedStage Stage(List<int> drawn)
        {
            cancellation.ThrowIfCancellationRequested();
            var copy = model.Model.Clone();
            var copied = Leaves(copy);
            foreach (var index in drawn)
                foreach (var (weight, anew) in copied[index].Weights.Zip(random[index].Weights)) weight.SetValues(anew.Values);
            using var explained = model.With(copy);
            var pairs = trained.Zip(Maps(explained)).ToList();
            return new RandomizedStage(
                Order == RandomizationOrder.Complete ? "all layers" : copied[drawn[^1]].Name,
                drawn.Count,
                [.. pairs.Select(p => RankCorrelation.Spearman(p.First.Values, p.Second.Values))],
                [.. pairs.Select(p => StructuralSimilarity.Of(p.First, p.Second))]);
        }

        List<Heatmap> Maps(ExplainedModel of) => [.. method.Explain(of, images, pictures.Target, cancellation).Select(e => Magnitude(e.Map).Resize(model.InputHeight, model.InputWidth))];
    }

    private Heatmap Magnitude(Heatmap map) => Absolute ? new Heatmap(map.Height, map.Width, [.. map.Values.ToArray().Select(Math.Abs)]) : map;

    /// <summary>Layers in their order, nested models laid open, each once however often it is called.</summary>
    private static List<Layer> Leaves(Model model) => [.. model.Layers.SelectMany(l => l is Model inner ? Leaves(inner) : [l]).Distinct()];
}
