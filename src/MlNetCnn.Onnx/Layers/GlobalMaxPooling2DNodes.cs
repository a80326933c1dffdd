using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer GlobalMaxPooling2D.</summary>
[Writes(typeof(GlobalMaxPooling2D))]
internal sealed class GlobalMaxPooling2DNodes : LayerNodes<GlobalMaxPooling2D>
{
    protected override Laid Write(LayerSite site, GlobalMaxPooling2D layer) => GlobalPoolingNodes.Write(site, layer, "GlobalMaxPool", "ReduceMax");
}
