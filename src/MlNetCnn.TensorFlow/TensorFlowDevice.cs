namespace MlNetCnn.TensorFlow;

/// <summary>A device that TensorFlow computes on.</summary>
/// <param name="Name">TensorFlow's name, e.g. <c>/job:localhost/replica:0/task:0/device:GPU:0</c>.</param>
/// <param name="Type">What it is: <c>CPU</c>, <c>GPU</c>, <c>TPU</c> ...</param>
/// <param name="MemoryBytes">How much of its memory TensorFlow may take, in bytes; of a CPU a nominal 256 MiB.</param>
public sealed record TensorFlowDevice(string Name, string Type, long MemoryBytes)
{
    /// <summary>Whether it is a GPU.</summary>
    public bool IsGpu => Type == "GPU";
}
