using System.Globalization;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The weights in an .h5 file of Keras 1 and 2: the attribute <c>layer_names</c>, a group for each layer, whose attribute <c>weight_names</c>
/// names its datasets in order. A nested model is one layer here. Before Keras 1.0 (and in the first published VGG weights) the layers were numbered: <c>nb_layers</c>,
/// groups <c>layer_0</c> ... with <c>nb_params</c> and datasets <c>param_0</c> ...
/// </summary>
internal static class LegacyWeights
{
    /// <summary>The group that holds the layers: that of a weight file, or <c>model_weights</c> of a whole model; null if the file is of another kind.</summary>
    public static Hdf5Group? Find(Hdf5File file) =>
        file.Root.Attributes.ContainsChunked("layer_names") || IsNumbered(file.Root) ? file.Root
        : file.Root.Contains("model_weights") ? file.Root.Group("model_weights")
        : null;

    /// <summary>The layers in the file's order.</summary>
    public static IReadOnlyList<StoredLayer> Read(Hdf5Group group, string file)
    {
        var isNumbered = IsNumbered(group);
        string[] names = isNumbered ? Numbered(group.Attributes.ReadInteger("nb_layers"), "layer_") : group.Attributes.ReadStringsChunked("layer_names");
        if (names.Length > ReadLimits.StoredLayers) throw TooMany($"{names.Length} layers, more than the {ReadLimits.StoredLayers}");
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length) throw new ModelFormatException("two layers have the same name.", file, group.Path);
        var total = 0;
        return [.. names.Select(name => ReadLayer(name))];

        StoredLayer ReadLayer(string name)
        {
            var layer = group.Group(name);
            string[] weights = isNumbered ? Numbered(layer.Attributes.ReadInteger("nb_params"), "param_") : layer.Attributes.ReadStringsChunked("weight_names");
            total += weights.Length;
            if (total > ReadLimits.StoredWeights) throw TooMany($"more than the {ReadLimits.StoredWeights} weights");
            return new StoredLayer(name, [.. weights.Select(w => new StoredWeight(w, layer.Dataset(w)))]);
        }

        string[] Numbered(long count, string stem) => count is >= 0 and <= ReadLimits.StoredWeights
            ? [.. Enumerable.Range(0, (int)count).Select(i => stem + i.ToString(CultureInfo.InvariantCulture))]
            : throw TooMany($"{count} of {stem}, more than the {ReadLimits.StoredWeights}");

        ModelFormatException TooMany(string what) => new($"the file has {what} that are read.", file, group.Path);
    }

    /// <summary>Plans layer by layer in order, as Keras does: layers without weights do not count.</summary>
    public static void PlanByOrder(WeightPlan plan, Model model, IReadOnlyList<StoredLayer> file)
    {
        WeightTarget[] targets = [.. WeightTarget.Legacy(model).Where(t => t.Weights.Count > 0)];
        StoredLayer[] stored = [.. file.Where(l => l.Weights.Count > 0)];
        // Keras 1 kept the layers of models that a Sequential begins by merging one by one.
        if (targets.Length != stored.Length && model.Layers.Any(l => l is Model) && WeightTarget.Flat(model) is { } flat && flat.Count == stored.Length) targets = [.. flat];
        if (targets.Length != stored.Length)
        {
            plan.Mismatch($"the model has {targets.Length} layers with weights, the file {stored.Length}; to load only those of equal names, load by name");
            foreach (var target in targets.ExceptBy(stored.Select(s => s.Name), t => t.Name)) plan.Mismatch($"layer {target.Name}: only in the model");
            foreach (var layer in stored.ExceptBy(targets.Select(t => t.Name), s => s.Name)) plan.Mismatch($"layer {layer.Name}: only in the file");
            return;
        }

        foreach (var (target, layer) in targets.Zip(stored)) plan.Pair(target, layer);
    }

    /// <summary>
    /// Plans the layers whose names occur in both. Where only one of the two has a layer inside a nested model, it is found there: the weights of an
    /// application go into the base of a model made with it, and back.
    /// </summary>
    public static void PlanByName(WeightPlan plan, IEnumerable<WeightTarget> targets, IReadOnlyList<StoredLayer> file)
    {
        if (file.Count > 0 && file.All(l => l.Name.StartsWith("layer_", StringComparison.Ordinal) && l.Weights.All(w => w.Name.StartsWith("param_", StringComparison.Ordinal))))
            plan.Mismatch("the file numbers its layers instead of naming them: load it by order");
        var stored = file.Where(l => l.Weights.Count > 0).ToDictionary(l => l.Name, StringComparer.Ordinal);
        var open = new List<WeightTarget>();
        foreach (var target in targets.Where(t => t.Weights.Count > 0))
        {
            if (stored.Remove(target.Name, out var layer)) plan.Pair(target, layer);
            else open.Add(target);
        }

        var inner = stored.Values.SelectMany(l => l.Parts().Select(part => (Outer: l, Part: part))).ToLookup(p => p.Part.Name, StringComparer.Ordinal);
        var partly = new HashSet<StoredLayer>();
        foreach (var target in open)
            foreach (var part in target.Parts())
                Find(part);
        foreach (var layer in stored.Values.Where(l => !partly.Contains(l))) plan.Ignored(layer);

        void Find(WeightTarget target)
        {
            var name = target.Name[(target.Name.LastIndexOf('/') + 1)..];
            if (stored.Remove(name, out var layer))
            {
                plan.Pair(target, layer);
            }
            else if (inner[name].ToArray() is [var only])
            {
                plan.Pair(target, only.Part);
                partly.Add(only.Outer);
            }
            else
            {
                plan.Missing(target);
            }
        }
    }

    private static bool IsNumbered(Hdf5Group group) => group.Attributes.Contains("nb_layers");
}
