using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Maximum.</summary>
[Writes(typeof(Maximum))]
internal sealed class MaximumNodes : MergeNodes
{
    protected override string Op => "Max";

    protected override string OpOfMany => "Max";
}
