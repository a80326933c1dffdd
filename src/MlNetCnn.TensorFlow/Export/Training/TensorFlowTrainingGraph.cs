using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// A model as a TensorFlow graph that trains by itself: any TensorFlow 2.x imports it, runs <see cref="Initialize"/> once, and <see cref="Train"/> for each batch. All of a step is in the
/// graph: forward pass, loss, gradients, the optimizer's update, moving statistics. Dropout and other noise is drawn by TensorFlow, so that runs differ; everything else is as the managed
/// engine computes it, but for the rounding of float32.
/// </summary>
public sealed record TensorFlowTrainingGraph
{
    /// <summary>The nodes.</summary>
    public required GraphDef Graph { get; init; }

    /// <summary>Nodes to feed with the inputs: float32, the batch first, in the model's layout.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Node to feed with the targets: float32, (batch, ...) as the output; for <c>SparseCategoricalCrossentropy</c> class indices, without the last axis.</summary>
    public required string Targets { get; init; }

    /// <summary>Node that may be fed with one weight per element, float32 (batch); the loss is sum(weight * loss) / batch. Left alone, all are 1.</summary>
    public required string SampleWeights { get; init; }

    /// <summary>Node that may be fed with another learning rate than the optimizer's own: a scalar, float32.</summary>
    public required string LearningRate { get; init; }

    /// <summary>Node to run first: gives all variables their initial values. Null without <see cref="TrainingGraphOptions.Initializers"/>.</summary>
    public required string? Initialize { get; init; }

    /// <summary>Node to run for a training step. The optimizer counts these runs.</summary>
    public required string Train { get; init; }

    /// <summary>
    /// With <see cref="Optimizer.GradientAccumulationSteps"/>: node to run instead of <see cref="Train"/> for each batch before the one that updates; it adds up the batch's gradients.
    /// Null otherwise.
    /// </summary>
    public required string? Accumulate { get; init; }

    /// <summary>With <see cref="Optimizer.UseEma"/>: node to run after training; the moving averages become the weights. Null otherwise.</summary>
    public required string? Finish { get; init; }

    /// <summary>Scalar, to be fetched with <see cref="Train"/>: the batch's loss in training mode, penalties included, before the update.</summary>
    public required string Loss { get; init; }

    /// <summary>The output in training mode, to be fetched with <see cref="Train"/>.</summary>
    public required string Output { get; init; }

    /// <summary>Scalar: the batch's loss in inference mode, penalties included.</summary>
    public required string TestLoss { get; init; }

    /// <summary>The output in inference mode: predictions.</summary>
    public required string TestOutput { get; init; }

    /// <summary>All variables: the weights, then what the optimizer keeps.</summary>
    public required IReadOnlyList<TrainingGraphVariable> Variables { get; init; }
}
