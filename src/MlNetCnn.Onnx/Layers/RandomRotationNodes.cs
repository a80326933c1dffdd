using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomRotation: nothing outside of training.</summary>
[Writes(typeof(RandomRotation))]
internal sealed class RandomRotationNodes : PassingNodes;
