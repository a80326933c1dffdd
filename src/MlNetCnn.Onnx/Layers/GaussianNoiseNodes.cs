using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer GaussianNoise: nothing outside of training.</summary>
[Writes(typeof(GaussianNoise))]
internal sealed class GaussianNoiseNodes : PassingNodes;
