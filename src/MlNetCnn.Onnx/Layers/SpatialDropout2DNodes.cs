using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer SpatialDropout2D: nothing outside of training.</summary>
[Writes(typeof(SpatialDropout2D))]
internal sealed class SpatialDropout2DNodes : PassingNodes;
