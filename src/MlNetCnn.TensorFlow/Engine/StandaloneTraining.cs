namespace MlNetCnn.TensorFlow.Engine;

/// <summary>How a training graph trains by itself: it counts the steps, and computes from them what an engine would feed.</summary>
/// <param name="Train">Node to run for a step that updates.</param>
/// <param name="Accumulate">Node to run for each batch before that, where gradients are accumulated; else null.</param>
/// <param name="LearningRate">Node to feed with another learning rate than the optimizer's own.</param>
internal sealed record StandaloneTraining(string Train, string? Accumulate, string LearningRate);
