using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RepeatVector: the vector times a matrix of ones, whose gradient is the sum over the repetitions.</summary>
[Writes(typeof(RepeatVector))]
internal sealed class RepeatVectorNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Mul(
        site.Graph.Reshape(site.Input, [-1, 1, site.InputShape[0]]), site.Graph.Constant(TensorValue.Of(Enumerable.Repeat(1f, site.OutputShape[0]).ToArray(), 1, site.OutputShape[0], 1)));
}
