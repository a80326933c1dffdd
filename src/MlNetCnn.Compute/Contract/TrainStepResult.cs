namespace MlNetCnn.Compute;

/// <summary>What a step over a batch found.</summary>
/// <param name="Loss">Mean loss of the batch, with the penalties of regularizers.</param>
/// <param name="Outputs">The first output's values; valid until the executable's next step.</param>
/// <param name="NonFinite">
/// Where NaN or infinity first appears in a training step whose loss is not finite: an input, a weight, a layer's output or the loss itself. Null for a finite loss. An engine that keeps its
/// values elsewhere may know less: TensorFlow's finds a bad input and a bad weight that does not train, and else names the loss.
/// </param>
public readonly record struct TrainStepResult(double Loss, Tensor Outputs, string? NonFinite = null);
