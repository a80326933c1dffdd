using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomTranslation: nothing outside of training.</summary>
[Writes(typeof(RandomTranslation))]
internal sealed class RandomTranslationNodes : PassingNodes;
