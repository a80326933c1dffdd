using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer CenterCrop: the middle, or its largest part of the same proportions resized where the picture is smaller.</summary>
[Writes(typeof(CenterCrop))]
internal sealed class CenterCropNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Graph.Resample(site.Input, site.InputShape, CenterCropOperation.Places((CenterCrop)site.Layer, site.InputShape[0], site.InputShape[1]));
}
