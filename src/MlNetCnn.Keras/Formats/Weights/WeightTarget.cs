namespace MlNetCnn.Keras.Formats;

/// <summary>A layer of the model as a weight file sees it: a name and the weights in the file's order.</summary>
/// <param name="Name">The layer's name; with the models it lies in where the format keeps nested models apart.</param>
/// <param name="Weights">The weights in the format's order.</param>
/// <param name="StorePath">Where Keras 3 keeps it, e.g. <c>layers/functional/layers/conv2d_1</c>; empty in the older format.</param>
internal sealed record WeightTarget(string Name, IReadOnlyList<Weight> Weights, string StorePath)
{
    /// <summary>The nested model whose weights these all are; null for a layer.</summary>
    public Model? Inner { get; init; }

    /// <summary>The layers as Keras 2 files have them: one group for each, a nested model's weights all in one.</summary>
    public static IReadOnlyList<WeightTarget> Legacy(Model model) => [.. model.Layers.Select(l => new WeightTarget(l.Name, LegacyOrder(l), "") { Inner = l as Model })];

    /// <summary>The layers with those of nested models one by one, in order.</summary>
    public static IReadOnlyList<WeightTarget> Flat(Model model) => [.. Legacy(model).SelectMany(t => t.Parts()).Where(t => t.Weights.Count > 0)];

    /// <summary>The layers inside, where this is a nested model, named with it: <c>vgg16/block1_conv1</c>; itself where it is a layer.</summary>
    public IEnumerable<WeightTarget> Parts()
    {
        var owners = Weights.Select(w => w.Owner).Distinct().ToArray();
        return Inner is null ? [this] : owners.Select(o => new WeightTarget($"{Name}/{o.Name}", TrainableFirst(o.Weights), ""));
    }

    /// <summary>
    /// The layers as Keras 3 files have them: addressed by position, through the class names in snake case, <c>conv2d</c>, <c>conv2d_1</c> ...;
    /// nested models by their own layers; a layer that occurs twice at its first place. Models come too, without weights of their own.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="layout">How the file does it.</param>
    public static IReadOnlyList<WeightTarget> Keras3(Model model, StoreLayout layout)
    {
        var targets = new List<WeightTarget>();
        Collect(model, layout, "", "", targets, []);
        return targets;
    }

    private static void Collect(Model model, StoreLayout layout, string namePrefix, string storePrefix, List<WeightTarget> targets, HashSet<Layer> seen)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var layer in model.Layers)
        {
            var isNew = seen.Add(layer);
            if (!isNew && layout.PassesOver) continue;
            var snake = LayerNames.SnakeCase(layer.ClassName);
            var count = used.GetValueOrDefault(snake);
            used[snake] = count + (layout.CountsTwice && layer.Weights.Count > 0 ? 2 : 1);
            if (!isNew) continue;
            var store = $"{storePrefix}{layout.Container}/{(count == 0 ? snake : FormattableString.Invariant($"{snake}_{count}"))}";
            var name = namePrefix + layer.Name;
            targets.Add(new WeightTarget(name, layer is Model ? [] : TrainableFirst(layer.Weights), store));
            if (layer is Model nested) Collect(nested, layout, name + "/", store + "/", targets, seen);
        }
    }

    /// <summary>Keras 2: <c>trainable_weights + non_trainable_weights</c>, where a frozen layer's weights all count as not trainable.</summary>
    private static IReadOnlyList<Weight> LegacyOrder(Layer layer)
    {
        if (layer is not Model model) return TrainableFirst(layer.Weights);
        var trainable = model.TrainableWeights.ToHashSet();
        return [.. model.Weights.OrderBy(w => !trainable.Contains(w))];
    }

    private static IReadOnlyList<Weight> TrainableFirst(IReadOnlyList<Weight> weights) => [.. weights.OrderBy(w => !w.Trainable)];
}
