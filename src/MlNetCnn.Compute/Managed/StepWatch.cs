namespace MlNetCnn.Compute.Managed;

/// <summary>Sees what a step has made.</summary>
/// <param name="step">The step.</param>
/// <param name="output">The values of the whole batch.</param>
internal delegate void StepWatch(Step step, ReadOnlySpan<float> output);

/// <summary>Adds the gradient of a penalty on a layer's output to the gradient by that output.</summary>
/// <param name="step">The step that made the output.</param>
/// <param name="output">The values of the whole batch.</param>
/// <param name="gradient">The gradient, changed.</param>
/// <param name="batch">Elements.</param>
internal unsafe delegate void OutputPenalty(Step step, float* output, float* gradient, int batch);
