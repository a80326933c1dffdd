namespace MlNetCnn.Compute;

/// <summary>What a step over a batch found.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Outputs">The first output's values; valid until the executable's next step.</param>
public readonly record struct TrainStepResult(double Loss, Tensor Outputs);
