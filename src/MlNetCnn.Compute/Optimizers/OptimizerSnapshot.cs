namespace MlNetCnn.Compute.Optimizers;

/// <summary>An optimizer's state: what a resumed training run takes over besides the weights. In Keras's layouts, so that it serves on machines with other vectors.</summary>
/// <param name="Optimizer">The optimizer's name.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="LearningRate">The rate of the next step.</param>
/// <param name="Slots">All slots in Keras's order.</param>
public sealed record OptimizerSnapshot(string Optimizer, long Steps, double LearningRate, IReadOnlyList<SavedSlot> Slots);
