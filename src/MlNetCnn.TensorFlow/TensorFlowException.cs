namespace MlNetCnn.TensorFlow;

/// <summary>A call of TensorFlow failed, or TensorFlow is not there to be called.</summary>
/// <param name="message">What was being done, and TensorFlow's own message.</param>
/// <param name="status">TensorFlow's code.</param>
/// <param name="inner">The cause, where another exception told of it.</param>
public sealed class TensorFlowException(string message, TensorFlowStatus status, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>TensorFlow's code; <see cref="TensorFlowStatus.Unavailable"/> where the library itself cannot be loaded.</summary>
    public TensorFlowStatus Status { get; } = status;
}
