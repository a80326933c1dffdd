using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Cropping2D: the inner part of the picture.</summary>
[Writes(typeof(Cropping2D))]
internal sealed class Cropping2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var edges = ((Cropping2D)site.Layer).Cropping;
        return site.Graph.Slice(site.Input, [0, edges.Top, edges.Left, 0], [-1, site.OutputShape[0], site.OutputShape[1], -1]);
    }
}
