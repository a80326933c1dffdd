using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomContrast: nothing outside of training.</summary>
[Writes(typeof(RandomContrast))]
internal sealed class RandomContrastNodes : PassingNodes;
