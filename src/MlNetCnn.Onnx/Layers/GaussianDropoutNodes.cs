using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer GaussianDropout: nothing outside of training.</summary>
[Writes(typeof(GaussianDropout))]
internal sealed class GaussianDropoutNodes : PassingNodes;
