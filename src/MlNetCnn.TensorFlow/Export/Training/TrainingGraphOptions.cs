using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow;

/// <summary>How a model is written as a TensorFlow graph that trains.</summary>
public sealed record TrainingGraphOptions
{
    /// <summary>Shapes of the model's inputs, without the batch, for models whose own leave dimensions open. Default null: the model's.</summary>
    public IReadOnlyList<Shape>? InputShapes { get; init; }

    /// <summary>Put before the names of all nodes, e.g. <c>train/</c>; empty, or ends with <c>/</c>. Variables' shared names do not have it. Default empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the graph holds the values that the variables start with, and a node that assigns them. Without, each is to be assigned by its own node. Default true.</summary>
    public bool Initializers { get; init; } = true;

    /// <summary>Throws unless the options fit.</summary>
    internal void Check() => new OptionErrors(nameof(TrainingGraphOptions))
        .Require(GraphPrefix.Fits(Prefix), nameof(Prefix), $"'{Prefix}'", GraphPrefix.Rule)
        .ThrowIfAny();
}
