using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer UpSampling2D: resized by whole factors.</summary>
[Writes(typeof(UpSampling2D))]
internal sealed class UpSampling2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (shape, interpolation) = (site.InputShape, ((UpSampling2D)site.Layer).Interpolation);
        AxisWeights Along(int axis) => AxisWeights.Resize(shape[axis], 0, shape[axis], site.OutputShape[axis], interpolation);
        return site.Graph.Resize(site.Input, shape, (Along(0), Along(1)), interpolation, isPlain: true);
    }
}
