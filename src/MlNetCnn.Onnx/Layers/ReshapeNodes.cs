using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>The layer Reshape.</summary>
[Writes(typeof(Reshape))]
internal sealed class ReshapeNodes : LayerNodes<Reshape>
{
    protected override Laid Write(LayerSite site, Reshape layer) =>
        new(site.Emit("Reshape", [site.InOrder(), site.Graph.Integers([0, .. site.Output.Select(d => (long)d)])]), Layout.AsModel);
}
