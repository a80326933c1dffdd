using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer LeakyReLU.</summary>
[Writes(typeof(LeakyReLU))]
internal sealed class LeakyReLUNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.LeakyRelu(site.Input, (float)((LeakyReLU)site.Layer).NegativeSlope);
}
