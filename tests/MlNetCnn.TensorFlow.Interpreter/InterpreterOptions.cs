namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>How an <see cref="InterpretedSession"/> executes graphs.</summary>
public sealed record InterpreterOptions
{
    /// <summary>
    /// Seed of the order of nodes that do not depend on each other, and of random operations without seeds. TensorFlow promises no order there, so tests run with several. Default 0.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>
    /// Whether to refuse what TensorFlow's CPU kernels refuse though its GPU kernels compute it: pictures with channels first, gradients of grouped and of dilated convolutions.
    /// Default false.
    /// </summary>
    public bool LikeCpu { get; init; }

    /// <summary>Whether a value fed to a Placeholder must have the shape that the node says; TensorFlow itself does not look. Default true.</summary>
    public bool ChecksFeeds { get; init; } = true;
}
