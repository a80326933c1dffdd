using System.Globalization;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The weights in a <c>.weights.h5</c> file of Keras 3, which .keras archives hold too: layers by position under <c>layers</c>, named after
/// their classes, each with its weights as <c>vars/0</c>, <c>vars/1</c> ... Newer versions add the layer's name as an attribute of <c>vars</c>.
/// </summary>
internal static class Keras3Weights
{
    private const string Layers = "layers";
    private const string Variables = "vars";

    /// <summary>Whether the file is laid out so.</summary>
    public static bool IsKind(Hdf5File file) => file.Root.Contains(Layers);

    /// <summary>Plans by position, as Keras does.</summary>
    /// <param name="ignoreRest">Whether weights that the model has no layer for are left out instead of being an error.</param>
    public static void PlanByOrder(WeightPlan plan, Model model, Hdf5File file, bool ignoreRest = false)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in WeightTarget.Keras3(model))
        {
            expected.Add(target.StorePath);
            var stored = ReadLayer(file.Root, target.StorePath, target.Name);
            if (target.Weights.Count == 0 && stored.Weights.Count == 0) continue;
            if (stored.Weights.Count == 0) plan.Mismatch($"layer {target.Name}: the file has nothing at {target.StorePath}");
            else plan.Pair(target, stored);
        }

        foreach (var path in LayerPaths(file.Root).Where(p => !expected.Contains(p) && ReadLayer(file.Root, p, p).Weights.Count > 0))
        {
            if (ignoreRest) plan.Ignored(new StoredLayer(path, []));
            else plan.Mismatch($"the file has weights at {path}, and the model no such layer");
        }
    }

    /// <summary>The layers of the model that the file belongs to, in its order.</summary>
    public static IReadOnlyList<StoredLayer> Read(Model described, Hdf5File file) => [.. WeightTarget.Keras3(described).Select(t => ReadLayer(file.Root, t.StorePath, t.Name))];

    /// <summary>Plans the layers whose names occur in both.</summary>
    /// <param name="described">The model that the file belongs to, where the file describes it; else names come from attributes.</param>
    public static void PlanByName(WeightPlan plan, Model model, Hdf5File file, Model? described)
    {
        IEnumerable<StoredLayer> stored = described is not null
            ? Read(described, file)
            : Named(file);
        LegacyWeights.PlanByName(plan, WeightTarget.Keras3(model), [.. stored]);
    }

    /// <summary>Writes the weights of a model.</summary>
    public static void Write(Model model, Hdf5Writer writer)
    {
        var root = writer.Root;
        root.Group(Variables).Attributes.SetString("name", model.Name);
        foreach (var target in WeightTarget.Keras3(model))
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

    private static StoredLayer ReadLayer(Hdf5Group root, string storePath, string name)
    {
        var path = $"{storePath}/{Variables}";
        if (!root.Contains(path)) return new StoredLayer(name, []);
        var variables = root.Group(path);
        var weights = new StoredWeight[variables.Names.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            var index = i.ToString(CultureInfo.InvariantCulture);
            weights[i] = new StoredWeight(index, variables.Dataset(index));
        }

        return new StoredLayer(name, weights);
    }

    /// <summary>The paths of all layers below <c>layers</c>, also of nested models.</summary>
    private static IEnumerable<string> LayerPaths(Hdf5Group root)
    {
        if (!root.Contains(Layers)) yield break;
        var open = new Stack<(Hdf5Group Group, string Path)>();
        open.Push((root, ""));
        var seen = new HashSet<long> { root.Address };
        while (open.TryPop(out var top))
        {
            foreach (var name in top.Group.Group(Layers).Names)
            {
                var path = $"{top.Path}{Layers}/{name}";
                yield return path;
                if (root.Member(path) is not Hdf5Group group || !group.Contains(Layers)) continue;
                // Groups that hold each other would have more paths than anyone can walk.
                if (!seen.Add(group.Address)) throw new ModelFormatException("this group has several names; groups of layers have one.", root.FileName, path);
                open.Push((group, path + "/"));
            }
        }
    }

    private static List<StoredLayer> Named(Hdf5File file)
    {
        var layers = new List<StoredLayer>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in LayerPaths(file.Root))
        {
            var name = NameAt(path);
            if (name is null)
                throw new ModelFormatException("the file gives no names of layers, so that it cannot be loaded by name; load it by order, or load a .keras file.", file.Name, path);
            // A nested layer is found under the names of the models it lies in.
            for (var end = path.LastIndexOf($"/{Layers}/", StringComparison.Ordinal); end > 0; end = path.LastIndexOf($"/{Layers}/", end - 1, StringComparison.Ordinal))
                name = $"{NameAt(path[..end])}/{name}";
            if (!taken.Add(name)) throw new ModelFormatException($"two layers are named '{name}'.", file.Name, path);
            layers.Add(ReadLayer(file.Root, path, name));
        }

        return layers;

        string? NameAt(string path) =>
            file.Root.Contains($"{path}/{Variables}") && file.Root.Group($"{path}/{Variables}").Attributes is var a && a.Contains("name") ? a.ReadString("name") : null;
    }
}
