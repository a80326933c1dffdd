using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer RepeatVector.</summary>
[Writes(typeof(RepeatVector))]
internal sealed class RepeatVectorNodes : LayerNodes<RepeatVector>
{
    protected override Laid Write(LayerSite site, RepeatVector layer) =>
        new(site.Emit("Expand", [site.Emit("Unsqueeze", [site.AsModel(), site.Graph.Integers(1)]), site.Graph.Integers(1, layer.N, 1)]), Layout.AsModel);
}
