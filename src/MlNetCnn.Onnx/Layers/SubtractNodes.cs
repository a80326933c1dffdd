using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Subtract.</summary>
[Writes(typeof(Subtract))]
internal sealed class SubtractNodes : MergeNodes
{
    protected override string Op => "Sub";
}
