using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Add.</summary>
[Writes(typeof(Add))]
internal sealed class AddNodes : MergeNodes
{
    protected override string Op => "Add";

    protected override string OpOfMany => "Sum";
}
