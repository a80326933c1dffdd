using MlNetCnn.Keras;

namespace MlNetCnn.Onnx.Writing;

/// <summary>Writes layers of one class.</summary>
/// <typeparam name="TLayer">The class.</typeparam>
internal abstract class LayerNodes<TLayer> : LayerNodes
    where TLayer : Layer
{
    public sealed override Laid Write(LayerSite site) => Write(site, (TLayer)site.Call.Layer);

    /// <summary>Adds the nodes.</summary>
    protected abstract Laid Write(LayerSite site, TLayer layer);
}
