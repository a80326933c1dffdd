using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Minimum.</summary>
[Writes(typeof(Minimum))]
internal sealed class MinimumNodes : MergeNodes
{
    protected override string Op => "Min";

    protected override string OpOfMany => "Min";
}
