using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>The call that an operation is made for.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Path">Its name, with those of the models that it lies in: <c>outer/inner</c>.</param>
/// <param name="Inputs">Shapes of the inputs.</param>
/// <param name="Output">Shape of the output.</param>
/// <param name="Weights">Where the weights are.</param>
/// <param name="Kernels">Kernels, for layouts that depend on them.</param>
internal sealed record OperationSite(Layer Layer, string Path, IReadOnlyList<Shape> Inputs, Shape Output, WeightStore Weights, Kernels Kernels)
{
    /// <summary>How convolutions are computed.</summary>
    public ConvolutionChoice Convolutions { get; init; } = ConvolutionChoice.Default;

    /// <summary>Zeros around the input that are not stored: the layer before it was a padding, and <see cref="Inputs"/> is what that one takes.</summary>
    public Edges2D Edges { get; init; }

    /// <summary>Whether values lie channels last although the layer has them elsewhere: shapes here are those of the values.</summary>
    public bool IsTurned { get; init; }
}
