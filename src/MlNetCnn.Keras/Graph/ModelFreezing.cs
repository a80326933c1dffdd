namespace MlNetCnn.Keras;

/// <summary>Freezing and thawing a model's layers, as sections 5.3.1 and 5.3.2 of the Keras book do it. What is set counts from the next compilation on.</summary>
public static class ModelFreezing
{
    extension(Model model)
    {
        /// <summary>
        /// Freezes every layer, also inside nested models: <c>conv_base.trainable = False</c>. Training then changes none of its weights, and its batch normalizations
        /// run in inference mode.
        /// </summary>
        public void Freeze()
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Trainable = false;
        }

        /// <summary>
        /// Makes layers trainable. With a name this is the loop of the book's section 5.3.2: in the order of <see cref="Model.Layers"/>, with nested models laid open, the layers
        /// before the named one are frozen; it and all behind it become trainable.
        /// </summary>
        /// <param name="from">
        /// Null, the default: all layers. Else the first layer to train: its name, also of one inside a nested model (then what stands behind that model trains too), or
        /// <c>outer/inner</c> where several nested models have a layer of that name. A nested model's own name stands for its first layer.
        /// </param>
        /// <exception cref="ArgumentException">There is no such layer, and the message lists the nearest names; or there are several. Nothing was changed.</exception>
        public void Unfreeze(string? from = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            if (from is null)
            {
                model.Trainable = true;
                return;
            }

            (string Path, Layer Layer, int Leaf)[] all = [.. Open(model, "", new Counter())];
            var first = Find(model, all, from).Leaf;
            var leaves = all.Where(l => l.Layer is not Model).OrderBy(l => l.Leaf).ToArray();
            // A layer that stands on both sides (a shared one) trains: the second pass wins.
            foreach (var leaf in leaves.Where(l => l.Leaf < first)) leaf.Layer.Trainable = false;
            foreach (var leaf in leaves.Where(l => l.Leaf >= first)) leaf.Layer.Trainable = true;
        }
    }

    /// <summary>The whole path, <c>outer/inner</c>, of a layer that is named as for <c>Unfreeze</c>.</summary>
    /// <exception cref="ArgumentException">There is no such layer, or there are several.</exception>
    internal static string PathOf(this Model model, string name) => Find(model, [.. Open(model, "", new Counter())], name).Path;

    private static (string Path, Layer Layer, int Leaf) Find(Model model, (string Path, Layer Layer, int Leaf)[] all, string from)
    {
        // The path as a whole; then the names directly in the model; then those inside nested models.
        var exact = all.Where(l => l.Path == from).ToArray();
        if (exact.Length > 0) return exact[0];
        var inner = all.Where(l => l.Layer.Name == from || l.Path.EndsWith("/" + from, StringComparison.Ordinal)).ToArray();
        if (inner.Select(l => l.Layer).Distinct().Count() == 1) return inner[0];
        if (inner.Length > 1)
            throw new ArgumentException($"The model '{model.Name}' has several layers '{from}': {string.Join(", ", inner.Select(l => l.Path))}. Give one of these.", nameof(from));
        var nearest = Nearest.Names(from, all.SelectMany<(string Path, Layer Layer, int Leaf), string>(l => from.Contains('/') ? [l.Path] : [l.Layer.Name]));
        throw new ArgumentException($"The model '{model.Name}' has no layer '{from}', neither itself nor in a nested model. Nearest: {string.Join(", ", nearest)}.", nameof(from));
    }

    /// <summary>All layers with their paths; each leaf with its number, each nested model with its first leaf's.</summary>
    private static IEnumerable<(string Path, Layer Layer, int Leaf)> Open(Model model, string prefix, Counter counter)
    {
        foreach (var layer in model.Layers)
        {
            var path = prefix + layer.Name;
            if (layer is Model inner)
            {
                yield return (path, layer, counter.Next);
                foreach (var below in Open(inner, path + "/", counter)) yield return below;
            }
            else
            {
                yield return (path, layer, counter.Next++);
            }
        }
    }

    private sealed class Counter
    {
        public int Next { get; set; }
    }
}
