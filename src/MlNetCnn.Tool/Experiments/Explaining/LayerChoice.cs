using MlNetCnn.Explain;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>What <c>--layer</c> says: names of layers parted by commas.</summary>
internal static class LayerChoice
{
    /// <summary>The layers, each once.</summary>
    /// <exception cref="UserErrorException">There is no such layer; the message lists the nearest names.</exception>
    public static IReadOnlyList<FeatureLayer> Of(string names, ExplainedModel model)
    {
        string[] asked = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length == 0) throw new UserErrorException("--layer names no layer.");
        return [.. asked.Select(n => Wish.Of(() => model.Layer(n))).DistinctBy(l => l.Path)];
    }

    /// <summary>Those of the layers that depend on no layer without weights.</summary>
    public static IReadOnlyList<FeatureLayer> Trained(IReadOnlyList<FeatureLayer> layers, KerasFile? file) => [.. layers.Where(l => Untrained(l, file).Count == 0)];

    /// <summary>Refuses layers that depend on ones that the file has no weights for.</summary>
    /// <exception cref="UserErrorException">One does; the message says on which, and which layers do not.</exception>
    public static void RequireTrained(IReadOnlyList<FeatureLayer> layers, KerasFile? file, ExplainedModel model)
    {
        foreach (var layer in layers)
        {
            if (Untrained(layer, file) is not { Count: > 0 } missing) continue;
            throw new UserErrorException(
                $"'{file!.Choice.File}' has no weights for {string.Join(", ", missing)}, which the layer '{layer.Path}' depends on. " +
                $"Convolutions whose weights are all there: {string.Join(", ", Trained(ShownLayers.Convolutions(model), file).Select(l => l.Path))}.");
        }
    }

    /// <summary>The layers without weights that a layer depends on, itself among them.</summary>
    private static IReadOnlyList<string> Untrained(FeatureLayer layer, KerasFile? file)
    {
        // Only applications may lack weights, and they nest no models.
        if (file is null or { Untrained.Count: 0 }) return [];
        var needed = new Model(file.Model.Inputs, [.. file.Model.Calls.First(c => c.Layer == layer.Layer).Outputs]).Layers.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        return [.. file.Untrained.Where(needed.Contains)];
    }
}
