using MlNetCnn.Keras.Layers;
using MlNetCnn.Onnx.Writing;

namespace MlNetCnn.Onnx.Layers;

/// <summary>One value for each channel: the operator over pictures that have their channels first; a reduction over others, which need not be turned for it.</summary>
internal static class GlobalPoolingNodes
{
    public static Laid Write(LayerSite site, GlobalPooling2D layer, string pool, string reduce)
    {
        var first = layer.DataFormat == DataFormat.ChannelsFirst;
        if (!first && !site.Has(Layout.ChannelsFirst))
            return new(site.Graph.Reduce(reduce, $"{site.Call.Path}/{reduce}", site.AsModel(), [1, 2], layer.KeepDims), Layout.AsModel);
        var pooled = site.Emit(pool, [site.Picture(layer.DataFormat)]);
        return layer.KeepDims ? LayerSite.Pictured(pooled, layer.DataFormat) : new(site.Emit("Flatten", [pooled]), Layout.AsModel);
    }
}
