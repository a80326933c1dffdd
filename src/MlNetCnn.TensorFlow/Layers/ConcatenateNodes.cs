using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Concatenate, along any axis but the batch.</summary>
[Writes(typeof(Concatenate))]
internal sealed class ConcatenateNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.ConcatV2([.. site.Inputs], ((Concatenate)site.Layer).AxisIn(site.OutputShape.Rank) + 1);
}
