using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer ActivityRegularization: the values as they are; <see cref="ModelNodes.Activities"/> has what it adds to the loss.</summary>
[Writes(typeof(ActivityRegularization))]
internal sealed class ActivityRegularizationNodes : LayerNodes
{
    public override GraphTensor Write(LayerSite site) => site.Input;
}
