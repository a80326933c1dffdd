using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The weights in an .h5 file of Keras 1 and 2: the attribute <c>layer_names</c>, a group for each layer, whose attribute <c>weight_names</c>
/// names its datasets in order. A nested model is one layer here.
/// </summary>
internal static class LegacyWeights
{
    private const int MostLayers = 10_000;
    private const int MostWeights = 100_000;

    /// <summary>The group that holds the layers: that of a weight file, or <c>model_weights</c> of a whole model; null if the file is of another kind.</summary>
    public static Hdf5Group? Find(Hdf5File file) =>
        file.Root.Attributes.ContainsChunked("layer_names") ? file.Root
        : file.Root.Contains("model_weights") ? file.Root.Group("model_weights")
        : null;

    /// <summary>The layers in the file's order.</summary>
    public static IReadOnlyList<StoredLayer> Read(Hdf5Group group, string file)
    {
        var names = group.Attributes.ReadStringsChunked("layer_names");
        if (names.Length > MostLayers) throw new ModelFormatException($"the file has {names.Length} layers, more than the {MostLayers} that are read.", file, group.Path);
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length) throw new ModelFormatException("two layers have the same name.", file, group.Path);
        var total = 0;
        return [.. names.Select(name => ReadLayer(name))];

        StoredLayer ReadLayer(string name)
        {
            var layer = group.Group(name);
            var weights = layer.Attributes.ReadStringsChunked("weight_names");
            total += weights.Length;
            if (total > MostWeights) throw new ModelFormatException($"the file has more than the {MostWeights} weights that are read.", file, group.Path);
            return new StoredLayer(name, [.. weights.Select(w => new StoredWeight(w, layer.Dataset(w)))]);
        }
    }

    /// <summary>Plans layer by layer in order, as Keras does: layers without weights do not count.</summary>
    public static void PlanByOrder(WeightPlan plan, Model model, IReadOnlyList<StoredLayer> file)
    {
        WeightTarget[] targets = [.. WeightTarget.Legacy(model).Where(t => t.Weights.Count > 0)];
        StoredLayer[] stored = [.. file.Where(l => l.Weights.Count > 0)];
        if (targets.Length != stored.Length)
        {
            plan.Mismatch($"the model has {targets.Length} layers with weights, the file {stored.Length}; to load only those of equal names, load by name");
            foreach (var target in targets.Where(t => stored.All(s => s.Name != t.Name))) plan.Mismatch($"layer {target.Name}: only in the model");
            foreach (var layer in stored.Where(s => targets.All(t => s.Name != t.Name))) plan.Mismatch($"layer {layer.Name}: only in the file");
            return;
        }

        foreach (var (target, layer) in targets.Zip(stored)) plan.Pair(target, layer);
    }

    /// <summary>Plans the layers whose names occur in both.</summary>
    public static void PlanByName(WeightPlan plan, IEnumerable<WeightTarget> targets, IEnumerable<StoredLayer> file)
    {
        var stored = file.Where(l => l.Weights.Count > 0).ToDictionary(l => l.Name, StringComparer.Ordinal);
        foreach (var target in targets.Where(t => t.Weights.Count > 0))
        {
            if (stored.Remove(target.Name, out var layer)) plan.Pair(target, layer);
            else plan.Missing(target);
        }

        foreach (var layer in stored.Values) plan.Ignored(layer);
    }
}
