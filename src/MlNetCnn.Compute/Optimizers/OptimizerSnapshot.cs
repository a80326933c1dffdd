namespace MlNetCnn.Compute.Optimizers;

/// <summary>What a resumed training run takes over from an optimizer, besides the weights.</summary>
/// <param name="Optimizer">The optimizer's name.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="LearningRate">The rate of the next step.</param>
/// <param name="Slots">All slots in Keras's order.</param>
internal sealed record OptimizerSnapshot(string Optimizer, long Steps, double LearningRate, IReadOnlyList<SavedSlot> Slots);
