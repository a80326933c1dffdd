namespace MlNetCnn.Keras;

/// <summary>A layer whose weights in the file did not fit it.</summary>
/// <param name="Layer">The model's layer.</param>
/// <param name="FileLayer">The file's layer; by order it may have another name.</param>
/// <param name="Reason">Why, with the shapes of both, e.g. <c>top/kernel: the model has (512, 2), the file (512, 1000) as predictions/kernel:0</c>.</param>
public sealed record SkippedLayer(string Layer, string FileLayer, string Reason);
