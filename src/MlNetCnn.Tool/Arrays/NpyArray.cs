namespace MlNetCnn.Tool.Arrays;

/// <summary>An array of float32 and its shape, as an <c>.npy</c> file holds it.</summary>
internal sealed record NpyArray(IReadOnlyList<int> Shape, float[] Values);
