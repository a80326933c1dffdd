using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer AveragePooling2D; padding does not count.</summary>
[Writes(typeof(AveragePooling2D))]
internal sealed class AveragePooling2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var layer = (AveragePooling2D)site.Layer;
        return site.Graph.AvgPool(site.Input, [1, layer.PoolSize.Height, layer.PoolSize.Width, 1], [1, layer.Strides.Height, layer.Strides.Width, 1], layer.Padding.ToTensorFlow());
    }
}
