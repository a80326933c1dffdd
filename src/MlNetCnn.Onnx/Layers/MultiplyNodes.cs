using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Multiply.</summary>
[Writes(typeof(Multiply))]
internal sealed class MultiplyNodes : MergeNodes
{
    protected override string Op => "Mul";
}
