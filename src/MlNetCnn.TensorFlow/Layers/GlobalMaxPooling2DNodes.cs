using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer GlobalMaxPooling2D.</summary>
[Writes(typeof(GlobalMaxPooling2D))]
internal sealed class GlobalMaxPooling2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Max(site.Input, [1, 2], ((GlobalMaxPooling2D)site.Layer).KeepDims);
}
