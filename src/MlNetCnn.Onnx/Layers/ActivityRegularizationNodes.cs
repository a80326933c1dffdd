using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer ActivityRegularization: nothing outside of training.</summary>
[Writes(typeof(ActivityRegularization))]
internal sealed class ActivityRegularizationNodes : PassingNodes;
