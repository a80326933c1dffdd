namespace MlNetCnn.Compute;

/// <summary>What <see cref="IExecutable.Differentiate"/> is asked for.</summary>
public sealed record GradientQuery
{
    /// <summary>
    /// Gradients by what: names of layers, for their outputs (an input layer's name for the input itself; <c>outer/inner</c> for a layer inside a nested model, or
    /// its own name where no other layer has it), or paths of weights: <c>layer/kernel</c>.
    /// </summary>
    public required IReadOnlyList<string> WithRespectTo { get; init; }

    /// <summary>Names of layers that the first output depends on and whose outputs are wanted beside the gradients. Default: none.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>
    /// What goes back through a relu (the activations <c>relu</c> and <c>relu6</c>, of a layer or by themselves, and the layer ReLU without a negative slope). All other activations,
    /// LeakyReLU, PReLU and ELU among them, have their own gradient whatever this says. Default <see cref="ReluGradient.Standard"/>: the gradient.
    /// </summary>
    public ReluGradient Relu { get; init; }

    /// <summary>Whether layers run in training mode (dropout drops, batch normalization uses the batch's statistics). Default false: inference mode.</summary>
    public bool Training { get; init; }
}
