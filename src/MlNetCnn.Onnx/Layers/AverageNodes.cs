using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Average.</summary>
[Writes(typeof(Average))]
internal sealed class AverageNodes : MergeNodes
{
    protected override string Op => "Mean";

    protected override string OpOfMany => "Mean";
}
