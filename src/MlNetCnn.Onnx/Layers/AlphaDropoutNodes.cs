using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer AlphaDropout: nothing outside of training.</summary>
[Writes(typeof(AlphaDropout))]
internal sealed class AlphaDropoutNodes : PassingNodes;
