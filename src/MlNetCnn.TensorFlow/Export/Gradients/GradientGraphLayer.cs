namespace MlNetCnn.TensorFlow;

/// <summary>A layer, an input or a weight that gradients are asked by.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Value">Node to fetch for the layer's output, the input itself, or the weight: in the model's layout.</param>
/// <param name="Gradient">Node to fetch for the gradient by it, in the same shape; a weight's is summed over the batch.</param>
public sealed record GradientGraphLayer(string Name, string Value, string Gradient);
