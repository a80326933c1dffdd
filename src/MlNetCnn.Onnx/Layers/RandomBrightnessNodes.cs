using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomBrightness: nothing outside of training.</summary>
[Writes(typeof(RandomBrightness))]
internal sealed class RandomBrightnessNodes : PassingNodes;
