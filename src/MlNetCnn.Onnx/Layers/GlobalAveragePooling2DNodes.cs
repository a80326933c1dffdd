using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer GlobalAveragePooling2D.</summary>
[Writes(typeof(GlobalAveragePooling2D))]
internal sealed class GlobalAveragePooling2DNodes : LayerNodes<GlobalAveragePooling2D>
{
    protected override Laid Write(LayerSite site, GlobalAveragePooling2D layer) => GlobalPoolingNodes.Write(site, layer, "GlobalAveragePool", "ReduceMean");
}
