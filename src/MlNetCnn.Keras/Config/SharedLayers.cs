using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Config;

/// <summary>
/// Marks the layers that are part of several models of one file, as Keras 3's <c>ObjectSharingScope</c> does: every entry of such a layer has the same
/// <c>shared_object_id</c>, without which each would become a layer of its own.
/// </summary>
internal static class SharedLayers
{
    /// <summary>Adds the ids: 1, 2 ... in the file's order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entry">What was written for it.</param>
    public static void Mark(Model model, JsonObject entry)
    {
        var entries = new List<(Layer Layer, JsonObject Entry)>();
        Collect(model, entry, entries);
        foreach (var (i, group) in entries.GroupBy(e => e.Layer).Where(g => g.Count() > 1).Index())
            foreach (var (_, written) in group) written["shared_object_id"] = i + 1;
    }

    private static void Collect(Model model, JsonObject entry, List<(Layer, JsonObject)> entries)
    {
        var written = entry["config"]!["layers"]!.AsArray();
        // The input layer of a Sequential is written, but is none of its layers.
        var first = written.Count - model.Layers.Count;
        for (var i = 0; i < model.Layers.Count; i++)
        {
            var layer = model.Layers[i];
            var own = written[first + i]!.AsObject();
            entries.Add((layer, own));
            if (layer is Model nested) Collect(nested, own, entries);
        }
    }
}
