using MlNetCnn.Keras.Flat;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Writing;

/// <summary>A call to write.</summary>
/// <param name="Call">The call.</param>
internal sealed record PlannedCall(LayerCall Call)
{
    /// <summary>Zeros around the input of a convolution, of a padding before it.</summary>
    public Edges2D Edges { get; init; }

    /// <summary>What its sums are scaled by, of a batch normalization after it; null for nothing.</summary>
    public ChannelAffine? Fold { get; init; }
}
