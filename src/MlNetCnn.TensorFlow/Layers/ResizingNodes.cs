using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer Resizing.</summary>
[Writes(typeof(Resizing))]
internal sealed class ResizingNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site)
    {
        var (layer, shape) = ((Resizing)site.Layer, site.InputShape);
        var places = ResizingOperation.Places(layer, shape[0], shape[1]);
        return layer.PadToAspectRatio
            ? site.Graph.Resample(site.Input, shape, places, (float)layer.FillValue)
            : site.Graph.Resize(site.Input, shape, places, layer.Interpolation, isPlain: !layer.CropToAspectRatio && !layer.Antialias);
    }
}
