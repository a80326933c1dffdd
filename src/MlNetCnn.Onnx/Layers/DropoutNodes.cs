using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Dropout: nothing outside of training.</summary>
[Writes(typeof(Dropout))]
internal sealed class DropoutNodes : PassingNodes;
