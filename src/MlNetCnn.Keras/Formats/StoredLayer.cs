namespace MlNetCnn.Keras.Formats;

/// <summary>The weights of one layer in a file.</summary>
/// <param name="Name">The layer's name, or its path in the file where the file gives no names.</param>
/// <param name="Weights">In the file's order; none for a layer without weights.</param>
internal sealed record StoredLayer(string Name, IReadOnlyList<StoredWeight> Weights);
