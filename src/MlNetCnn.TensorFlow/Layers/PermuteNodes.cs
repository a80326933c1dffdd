using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Permute.</summary>
[Writes(typeof(Permute))]
internal sealed class PermuteNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Transpose(site.Input, [0, .. ((Permute)site.Layer).Dims]);
}
