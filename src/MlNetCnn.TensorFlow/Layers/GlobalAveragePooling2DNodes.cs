using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer GlobalAveragePooling2D.</summary>
[Writes(typeof(GlobalAveragePooling2D))]
internal sealed class GlobalAveragePooling2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Mean(site.Input, [1, 2], ((GlobalAveragePooling2D)site.Layer).KeepDims);
}
