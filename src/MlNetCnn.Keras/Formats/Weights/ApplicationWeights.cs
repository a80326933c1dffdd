using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// Loads a file of weights into an application. In the order of the layers, as Keras does, and from the file of the whole network also without its top, whose layers stand last. Names decide
/// only where they are the application's own and all there: names that Keras got by counting (<c>conv2d_7</c>) depend on what was built before, and earlier versions counted from 1, so that
/// going by them would put weights into wrong layers.
/// </summary>
internal static class ApplicationWeights
{
    /// <summary>Loads all weights of a model, or none.</summary>
    /// <param name="model">The application.</param>
    /// <param name="path">An .h5, .weights.h5 or .keras file.</param>
    /// <param name="whole">Whether the file must hold nothing else; false for a model without its top.</param>
    /// <param name="numbered">Whether the application's layers are named by counting.</param>
    /// <param name="todaysName">Turns a name that earlier versions gave a layer into today's; others it leaves.</param>
    /// <exception cref="ModelFormatException">The file cannot be read or does not fit; nothing was changed.</exception>
    /// <exception cref="IOException">The file is not there or cannot be opened.</exception>
    public static WeightLoadReport Load(Model model, string path, bool whole, bool numbered, Func<string, string> todaysName)
    {
        using var stream = ModelFiles.OpenRead(path);
        var plan = new WeightPlan(path, skipMismatch: false);
        if (ModelFiles.IsArchive(stream, path))
        {
            return KerasArchive.Read(stream, path, archive =>
            {
                using var weights = archive.OpenWeights();
                Plan(plan, WeightTarget.Keras3(model, StoreLayout.Keras3), Keras3Weights.Read(archive.ReadModel(), weights), whole, numbered, todaysName);
                return plan.Apply();
            });
        }

        using var file = Hdf5File.Open(stream, path);
        if (LegacyWeights.Find(file) is { } group) Plan(plan, WeightTarget.Legacy(model), LegacyWeights.Read(group, path), whole, numbered, todaysName);
        else if (Keras3Weights.IsKind(file)) Keras3Weights.PlanByOrder(plan, model, file, ignoreRest: !whole);
        else throw new ModelFormatException("this HDF5 file holds no Keras weights: it has neither layer_names nor a group layers.", path, "/");
        return plan.Apply();
    }

    private static void Plan(WeightPlan plan, IReadOnlyList<WeightTarget> layers, IReadOnlyList<StoredLayer> file, bool whole, bool numbered, Func<string, string> todaysName)
    {
        WeightTarget[] targets = [.. layers.Where(t => t.Weights.Count > 0)];
        StoredLayer[] stored = [.. file.Where(l => l.Weights.Count > 0)];
        StoredLayer[] renamed = [.. stored.Select(l => l with { Name = todaysName(l.Name) })];
        if (renamed.DistinctBy(l => l.Name).Count() == renamed.Length) stored = renamed;
        if (stored.Length < targets.Length || (whole && stored.Length != targets.Length))
        {
            plan.Mismatch($"the model has {targets.Length} layers with weights, the file {stored.Length}");
            foreach (var target in targets.ExceptBy(stored.Select(s => s.Name), t => t.Name)) plan.Mismatch($"layer {target.Name}: only in the model");
            foreach (var layer in stored.ExceptBy(targets.Select(t => t.Name), s => s.Name)) plan.Mismatch($"layer {layer.Name}: only in the file");
            return;
        }

        var names = targets.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        if (!numbered && stored.Count(s => names.Contains(s.Name)) == names.Count)
        {
            // A deeper network of the same family has all these layers too (VGG19 those of VGG16), and more in between.
            var (first, last) = (Array.FindIndex(stored, s => names.Contains(s.Name)), Array.FindLastIndex(stored, s => names.Contains(s.Name)));
            foreach (var layer in stored[first..last].Where(s => !names.Contains(s.Name))) plan.Mismatch($"layer {layer.Name}: only in the file, between layers that are in the model");
            LegacyWeights.PlanByName(plan, targets, stored);
            return;
        }

        foreach (var (target, layer) in targets.Zip(stored)) plan.Pair(target, layer);
        foreach (var layer in stored[targets.Length..]) plan.Ignored(layer);
    }
}
