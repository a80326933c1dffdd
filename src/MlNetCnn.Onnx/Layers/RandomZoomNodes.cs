using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RandomZoom: nothing outside of training.</summary>
[Writes(typeof(RandomZoom))]
internal sealed class RandomZoomNodes : PassingNodes;
