using Microsoft.ML;
using MlNetCnn.TensorFlow;

namespace MlNetCnn;

/// <summary><c>ml.Cnn.TensorFlow</c>.</summary>
public static class TensorFlowCatalog
{
    /// <summary>
    /// The TensorFlow engine, on the device that the context names, as other components of ML.NET take it: with <see cref="MLContext.GpuDeviceId"/> on that GPU, where none answers on the CPU
    /// if <see cref="MLContext.FallbackToCpu"/> allows it; without, on the CPU.
    /// </summary>
    /// <remarks>It goes into the <c>Engine</c> of trainers' and transformers' options, and into <c>LoadModel</c>.</remarks>
    /// <param name="cnn"><c>ml.Cnn</c>.</param>
    /// <param name="options">Which library, threads and memory; what it says about the device is overridden, but for a server's. Default null: all the defaults.</param>
    /// <exception cref="TensorFlowException">TensorFlow is not there or too old, or no GPU answers and the CPU is not allowed; the message says what to install.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <example><code>
    /// var ml = new MLContext { GpuDeviceId = 0, FallbackToCpu = false };
    /// var trainer = ml.Cnn.Trainers.ConvNet(network, new ConvNetOptions { Engine = ml.Cnn.TensorFlow() });
    /// </code></example>
    public static TensorFlowEngine TensorFlow(this CnnCatalog cnn, TensorFlowOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cnn);
        return new TensorFlowEngine(ForContext(cnn.Context, options ?? new()));
    }

    /// <summary>The options with the context's device.</summary>
    internal static TensorFlowOptions ForContext(MLContext ml, TensorFlowOptions options) => options switch
    {
        { Target.Length: > 0 } => options,
        _ when ml.GpuDeviceId is { } id => options with { UseGpu = true, GpuDeviceId = id, FallbackToCpu = ml.FallbackToCpu },
        _ => options with { UseGpu = false, GpuDeviceId = null, FallbackToCpu = true },
    };
}
