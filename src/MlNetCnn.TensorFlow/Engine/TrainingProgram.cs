using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Variables;

namespace MlNetCnn.TensorFlow.Engine;

/// <summary>A training graph, and what to feed, fetch and run for each step. All of training that a GPU should do stands in the graph; what depends on the step's number alone is fed.</summary>
internal sealed class TrainingProgram
{
    /// <summary>All nodes. Variables have no values yet: assign each (<see cref="GraphVariable.Assign"/>).</summary>
    public required GraphDef Graph { get; init; }

    /// <summary>Nodes to feed with the inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Node to feed with the targets, float32 in the shape that the loss takes.</summary>
    public required string Targets { get; init; }

    /// <summary>Shape of one element of the targets: the output's, or for class indices that without its last axis.</summary>
    public required Shape TargetShape { get; init; }

    /// <summary>Node to feed with one weight per element; left alone, all are 1.</summary>
    public required string SampleWeights { get; init; }

    /// <summary>Scalar: the batch's loss in training mode, penalties included, before the update.</summary>
    public required string Loss { get; init; }

    /// <summary>The output in training mode.</summary>
    public required string Output { get; init; }

    /// <summary>Scalar: the batch's loss in inference mode, penalties included.</summary>
    public required string TestLoss { get; init; }

    /// <summary>The output in inference mode.</summary>
    public required string TestOutput { get; init; }

    /// <summary>Numbers that layers draw, by the node to feed.</summary>
    public required IReadOnlyList<(string Node, LayerNoise Noise)> Noise { get; init; }

    /// <summary>
    /// All variables: the model's weights, then the moving averages, accumulated gradients and slots of those that train in the order of <see cref="OptimizerSnapshot.Slots"/>, and
    /// counters (without a weight) that only a graph that trains alone needs.
    /// </summary>
    public required IReadOnlyList<GraphVariable> Variables { get; init; }

    /// <summary>Nodes to run for a step, counted from 0: the update, or the accumulation that comes before it is due; moving statistics, constraints, averages.</summary>
    public required Func<long, IReadOnlyList<string>> TargetsOf { get; init; }

    /// <summary>What to feed for a step besides inputs, targets, weights and noise: the learning rate and what the optimizer makes of the step's number.</summary>
    public required Func<long, double, IReadOnlyList<(string Name, TensorValue Value)>> FeedsOf { get; init; }

    /// <summary>Node to run when training ends, not before its first step (averages become the weights); null where there is nothing to do.</summary>
    public string? Finish { get; init; }

    /// <summary>Initial values of a variable that is no weight; zeros where it says null.</summary>
    public required Func<GraphVariable, TensorValue?> Initial { get; init; }

    /// <summary>How the graph trains without being fed with anything but inputs and targets.</summary>
    public required StandaloneTraining Standalone { get; init; }

    /// <summary>What <see cref="Graph"/> was built from, for what writes more of it.</summary>
    public required GraphBuilder Builder { get; init; }
}
