using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow;

/// <summary>How the gradients of a score are written as a TensorFlow graph.</summary>
public sealed record GradientGraphOptions
{
    /// <summary>Shapes of the model's inputs, without the batch, for models whose own leave dimensions open. Default null: the model's.</summary>
    public IReadOnlyList<Shape>? InputShapes { get; init; }

    /// <summary>Whether scores are those before the last softmax or sigmoid, as Grad-CAM's authors have them (<see cref="CompileOptions.Logits"/>). Default false.</summary>
    public bool Logits { get; init; }

    /// <summary>What goes back through a relu (<see cref="GradientQuery.Relu"/>). Default <see cref="ReluGradient.Standard"/>: the gradient.</summary>
    public ReluGradient Relu { get; init; }

    /// <summary>Put before the names of all nodes, e.g. <c>cam/</c>; empty, or ends with <c>/</c>. Default empty.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Throws unless the options fit.</summary>
    internal void Check() => new OptionErrors(nameof(GradientGraphOptions))
        .Require(Enum.IsDefined(Relu), nameof(Relu), Relu, "Standard, Guided or Deconvnet")
        .Require(GraphPrefix.Fits(Prefix), nameof(Prefix), $"'{Prefix}'", GraphPrefix.Rule)
        .ThrowIfAny();
}
