using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Average: the sum of the inputs by their number.</summary>
[Writes(typeof(Average))]
internal sealed class AverageNodes : MergeNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Mul(Chain(site, site.Graph.AddV2), site.Graph.Constant(1f / site.Inputs.Count));
}
