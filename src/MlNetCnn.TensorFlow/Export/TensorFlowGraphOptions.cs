using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow;

/// <summary>What of a model becomes a graph, and for which sizes.</summary>
public sealed record TensorFlowGraphOptions
{
    /// <summary>
    /// Names of the layers whose outputs the graph gives, in this order; layers that none of them needs are left out. A layer inside a nested model is named <c>outer/inner</c>, or by
    /// its own name where no other layer has it. Default null: the model's outputs.
    /// </summary>
    public IReadOnlyList<string>? Outputs { get; init; }

    /// <summary>
    /// Names of the layers whose outputs the graph takes instead of computing them, in this order; an input layer's name stands for that input. Together they must lead to all
    /// outputs. Default null: the model's inputs.
    /// </summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Whether the outputs are those before their last softmax or sigmoid: <see cref="Compute.CompileOptions.Logits"/>. Default false.</summary>
    public bool Logits { get; init; }

    /// <summary>Shapes of the model's own inputs, without the batch, for models whose own leave dimensions open. Default null: the model's.</summary>
    public IReadOnlyList<Shape>? InputShapes { get; init; }

    /// <summary>Elements of every batch, at least 1. Default null: any number, which the graph's shapes say as -1.</summary>
    public int? BatchSize { get; init; }

    internal void Check() => new OptionErrors(nameof(TensorFlowGraphOptions))
        .Require(BatchSize is null or >= 1, nameof(BatchSize), BatchSize, "at least 1, or null for batches of any size")
        .Require(Outputs is not { Count: 0 }, "Outputs is empty: name at least one layer, or leave it null.")
        .Require(Inputs is not { Count: 0 }, "Inputs is empty: name at least one layer, or leave it null.")
        .ThrowIfAny("options");
}
