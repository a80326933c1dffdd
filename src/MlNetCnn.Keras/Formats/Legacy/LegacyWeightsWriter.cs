using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// Writes weights as .h5 files of Keras 1 to 3 have them (<c>save_weights_to_hdf5_group</c>): a group for each layer, a nested model's weights in one; in each the trainable
/// weights first, then the others. What <see cref="LegacyWeights"/> reads.
/// </summary>
internal static class LegacyWeightsWriter
{
    private const string TopLevel = "top_level_model_weights";

    /// <summary>Writes the weights of a model into a group: that of the file, or <c>model_weights</c> of a whole model.</summary>
    /// <exception cref="ArgumentException">A layer has the name that the format keeps for the model's own weights.</exception>
    public static void Write(Model model, Hdf5GroupWriter group)
    {
        if (model.Layers.Any(l => l.Name == TopLevel)) throw new ArgumentException($"A layer of '{model.Name}' is named {TopLevel}: .h5 files keep that name for other things.", nameof(model));
        group.Attributes.SetNames("layer_names", [.. model.Layers.Select(l => l.Name)]);
        group.Attributes.SetString("backend", LegacyModel.Backend);
        group.Attributes.SetString("keras_version", KerasArchive.WrittenVersion);
        var paths = Paths(model);
        foreach (var target in WeightTarget.Legacy(model)) Write(target, group.Group(target.Name), paths);

        // Keras models can have weights beside those of their layers; ours have none.
        group.Group(TopLevel).Attributes.SetNames("weight_names", []);
    }

    private static void Write(WeightTarget target, Hdf5GroupWriter group, Dictionary<Weight, WeightPath> paths)
    {
        string[] names = [.. target.Weights.Select(w => paths[w].Name)];
        if (!AreApart(names)) names = [.. target.Weights.Select(w => paths[w].FullName)];
        group.Attributes.SetNames("weight_names", names);
        for (var i = 0; i < names.Length; i++)
        {
            var weight = target.Weights[i];
            long[] shape = [.. weight.Shape.Select(d => (long)d)];
            if (paths[weight].IsInteger) group.Dataset(names[i], shape, Array.ConvertAll(weight.Memory.ToArray(), v => checked((int)v)));
            else group.Dataset(names[i], shape, weight.Memory);
        }
    }

    /// <summary>Whether no name is taken twice, nor is one the folder of another.</summary>
    private static bool AreApart(string[] names)
    {
        var taken = names.ToHashSet(StringComparer.Ordinal);
        return taken.Count == names.Length && !names.Any(name => Folders(name).Any(taken.Contains));
    }

    private static IEnumerable<string> Folders(string name)
    {
        for (var at = name.IndexOf('/'); at >= 0; at = name.IndexOf('/', at + 1)) yield return name[..at];
    }

    /// <summary>What Keras 3 calls the weights: by their layer, below the Sequential models around it up to the next functional one.</summary>
    private static Dictionary<Weight, WeightPath> Paths(Model model)
    {
        var paths = new Dictionary<Weight, WeightPath>();
        Collect(model, model is Sequential ? model.Name + "/" : "", "");
        return paths;

        void Collect(Model within, string prefix, string fullPrefix)
        {
            foreach (var layer in within.Layers)
            {
                if (layer is Model nested) Collect(nested, nested is Sequential ? $"{prefix}{nested.Name}/" : "", $"{fullPrefix}{nested.Name}/");
                else foreach (var weight in layer.Weights) paths.TryAdd(weight, new WeightPath(prefix + weight.Path, fullPrefix + weight.Path, layer is Normalization { Count: { } c } && c == weight));
            }
        }
    }

    /// <param name="Name">As Keras 3 names it, which need not be unique.</param>
    /// <param name="FullName">With all the models around it.</param>
    /// <param name="IsInteger">Whether Keras keeps an integer.</param>
    private readonly record struct WeightPath(string Name, string FullName, bool IsInteger);
}
