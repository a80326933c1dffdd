namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// An optimizer's state: what a resumed training run takes over besides the weights. In Keras's layouts, so that it serves on machines with other vectors. All that
/// follows from the number of steps (Adam's bias corrections, Nadam's product of momenta, what dropout draws, when accumulated gradients are due) is not kept, but
/// computed from it again, to the same bits. The optimizer's own settings are not part of it either: they are those of the executable that takes it over.
/// </summary>
/// <param name="Optimizer">The optimizer's <see cref="Optimizer.Name"/>, e.g. <c>rmsprop</c>.</param>
/// <param name="Steps">
/// Training steps done, at least 0: calls of <see cref="IExecutable.TrainStep"/>, those included that accumulated gradients only (<see cref="Optimizer.GradientAccumulationSteps"/>).
/// </param>
/// <param name="LearningRate">The rate of the next step, before <see cref="TrainingOptions.LearningRateMultipliers"/>; finite and at least 0.</param>
/// <param name="Slots">
/// All slots in Keras's order, which does not depend on the engine: first, for each trained weight in the order of <c>Model.TrainableWeights</c>, <c>average</c> (with
/// <see cref="Optimizer.UseEma"/>) and <c>gradient_accumulator</c> (with <see cref="Optimizer.GradientAccumulationSteps"/>), then the optimizer's own, e.g. <c>momentum</c> and
/// <c>velocity</c>.
/// </param>
public sealed record OptimizerSnapshot(string Optimizer, long Steps, double LearningRate, IReadOnlyList<SavedSlot> Slots);
