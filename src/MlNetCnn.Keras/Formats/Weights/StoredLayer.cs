namespace MlNetCnn.Keras.Formats;

/// <summary>The weights of one layer in a file.</summary>
/// <param name="Name">The layer's name, or its path in the file where the file gives no names.</param>
/// <param name="Weights">In the file's order; none for a layer without weights.</param>
internal sealed record StoredLayer(string Name, IReadOnlyList<StoredWeight> Weights)
{
    private static readonly string[] OldEndings =
        ["_depthwise_kernel", "_pointwise_kernel", "_running_mean", "_running_std", "_gamma", "_beta", "_alphas", "_W", "_b"];

    /// <summary>
    /// The layers inside, where this is a nested model: by the names of the weights, <c>vgg16/block1_conv1/kernel:0</c> or (Keras 1) <c>block1_conv1_W</c>. Nothing for a
    /// plain layer.
    /// </summary>
    public IEnumerable<StoredLayer> Parts()
    {
        var parts = Weights.GroupBy(w => LayerOf(w.Name), StringComparer.Ordinal).Select(g => new StoredLayer(g.Key, [.. g])).ToArray();
        // TensorFlow numbers the names of a layer's weights where they are taken: conv_1/kernel:0 in conv.
        var isPlain = parts is [var only] && (only.Name == Name || only.Name.StartsWith(Name + "_", StringComparison.Ordinal));
        return isPlain ? [] : parts.Where(p => p.Name.Length > 0);
    }

    private static string LayerOf(string weight)
    {
        var parts = weight.Split('/');
        if (parts.Length > 1) return parts[^2];
        var ending = OldEndings.FirstOrDefault(e => weight.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? "" : weight[..^ending.Length];
    }
}
