using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomFlip: nothing outside of training.</summary>
[Writes(typeof(RandomFlip))]
internal sealed class RandomFlipNodes : PassingNodes;
