using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer ZeroPadding2D.</summary>
[Writes(typeof(ZeroPadding2D))]
internal sealed class ZeroPadding2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var edges = ((ZeroPadding2D)site.Layer).Padding;
        return site.Graph.Pad(site.Input, [(0, 0), (edges.Top, edges.Bottom), (edges.Left, edges.Right), (0, 0)]);
    }
}
