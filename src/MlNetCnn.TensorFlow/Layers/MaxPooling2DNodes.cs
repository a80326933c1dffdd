using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer MaxPooling2D.</summary>
[Writes(typeof(MaxPooling2D))]
internal sealed class MaxPooling2DNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var layer = (MaxPooling2D)site.Layer;
        return site.Graph.MaxPool(site.Input, [1, layer.PoolSize.Height, layer.PoolSize.Width, 1], [1, layer.Strides.Height, layer.Strides.Width, 1], layer.Padding.ToTensorFlow());
    }
}
