namespace MlNetCnn.Compute.Managed;

/// <summary>Sees what a step has made.</summary>
/// <param name="step">The step.</param>
/// <param name="output">The values of the whole batch.</param>
internal delegate void StepWatch(Step step, ReadOnlySpan<float> output);
