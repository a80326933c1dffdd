using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Softmax; its axis is the last here.</summary>
[Writes(typeof(Softmax))]
internal sealed class SoftmaxNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Softmax(site.Input);
}
