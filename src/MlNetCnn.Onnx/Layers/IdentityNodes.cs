using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Identity: nothing.</summary>
[Writes(typeof(Identity))]
internal sealed class IdentityNodes : PassingNodes;
