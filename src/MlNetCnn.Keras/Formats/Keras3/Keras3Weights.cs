using System.Globalization;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The weights in a <c>.weights.h5</c> file of Keras 3, which .keras archives hold too: layers by position under <c>layers</c>, named after
/// their classes, each with its weights as <c>vars/0</c>, <c>vars/1</c> ... Newer versions add the layer's name as an attribute of <c>vars</c>. For what the last versions of tf.keras 2
/// wrote differently see <see cref="StoreLayout"/> and <see cref="StoreTree"/>.
/// </summary>
internal static class Keras3Weights
{
    private const string Variables = "vars";

    /// <summary>Whether the file is laid out so.</summary>
    public static bool IsKind(Hdf5File file) => StoreLayout.ContainerOf(new StoreTree(file)) is not null;

    /// <summary>Plans by position, as Keras does.</summary>
    /// <param name="ignoreRest">Whether weights that the model has no layer for are left out instead of being an error.</param>
    public static void PlanByOrder(WeightPlan plan, Model model, Hdf5File file, bool ignoreRest = false)
    {
        var tree = new StoreTree(file);
        var layout = StoreLayout.Of(tree, model);
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in WeightTarget.Keras3(model, layout))
        {
            expected.Add(target.StorePath);
            var stored = ReadLayer(tree, target.StorePath, target.Name);
            if (target.Weights.Count == 0 && stored.Weights.Count == 0) continue;
            if (stored.Weights.Count == 0) plan.Mismatch($"layer {target.Name}: the file has nothing at {target.StorePath}");
            else plan.Pair(target, stored);
        }

        foreach (var path in tree.Layers(layout.Container).Where(p => !expected.Contains(p) && ReadLayer(tree, p, p).Weights.Count > 0))
        {
            if (ignoreRest) plan.Ignored(new StoredLayer(path, []));
            else plan.Mismatch($"the file has weights at {path}, and the model no such layer");
        }
    }

    /// <summary>The layers of the model that the file belongs to, in its order.</summary>
    public static IReadOnlyList<StoredLayer> Read(Model described, Hdf5File file)
    {
        var tree = new StoreTree(file);
        return [.. WeightTarget.Keras3(described, StoreLayout.Of(tree, described)).Select(t => ReadLayer(tree, t.StorePath, t.Name))];
    }

    /// <summary>Plans the layers whose names occur in both.</summary>
    /// <param name="described">The model that the file belongs to, where the file describes it; else names come from attributes.</param>
    public static void PlanByName(WeightPlan plan, Model model, Hdf5File file, Model? described)
    {
        IEnumerable<StoredLayer> stored = described is not null
            ? Read(described, file)
            : Named(file);
        LegacyWeights.PlanByName(plan, WeightTarget.Keras3(model, StoreLayout.Keras3), [.. stored]);
    }

    /// <summary>Writes the weights of a model.</summary>
    public static void Write(Model model, Hdf5Writer writer)
    {
        var root = writer.Root;
        root.Group(Variables).Attributes.SetString("name", model.Name);
        foreach (var target in WeightTarget.Keras3(model, StoreLayout.Keras3))
        {
            var variables = root.Group($"{target.StorePath}/{Variables}");
            variables.Attributes.SetString("name", target.Name[(target.Name.LastIndexOf('/') + 1)..]);
            for (var i = 0; i < target.Weights.Count; i++)
            {
                long[] shape = [.. target.Weights[i].Shape.Select(d => (long)d)];
                variables.Dataset(i.ToString(CultureInfo.InvariantCulture), shape, target.Weights[i].Memory);
            }
        }
    }

    private static StoredLayer ReadLayer(StoreTree tree, string storePath, string name)
    {
        if (tree.Variables(storePath) is not { } variables) return new StoredLayer(name, []);
        var weights = new StoredWeight[variables.Names.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var index = i.ToString(CultureInfo.InvariantCulture);
            weights[i] = new StoredWeight(index, variables.Dataset(index));
        }

        return new StoredLayer(name, weights);
    }

    private static List<StoredLayer> Named(Hdf5File file)
    {
        var tree = new StoreTree(file);
        var container = StoreLayout.ContainerOf(tree) ?? StoreLayout.Keras3.Container;
        var layers = new List<StoredLayer>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in tree.Layers(container))
        {
            var name = NameAt(path);
            if (name is null)
                throw new ModelFormatException("the file gives no names of layers, so that it cannot be loaded by name; load it by order, or load a .keras file.", file.Name, path);
            // A nested layer is found under the names of the models it lies in.
            for (var end = path.LastIndexOf($"/{container}/", StringComparison.Ordinal); end > 0; end = path.LastIndexOf($"/{container}/", end - 1, StringComparison.Ordinal))
                name = $"{NameAt(path[..end])}/{name}";
            if (!taken.Add(name)) throw new ModelFormatException($"two layers are named '{name}'.", file.Name, path);
            layers.Add(ReadLayer(tree, path, name));
        }

        return layers;

        string? NameAt(string path) => tree.Variables(path)?.Attributes is { } a && a.Contains("name") ? a.ReadString("name") : null;
    }
}
