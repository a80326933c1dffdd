using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomZoom: about the middle between the outermost pixels' centres.</summary>
[Writes(typeof(RandomZoom))]
internal sealed class RandomZoomNodes : RandomTransformNodes
{
    protected override string Kind => "random_zoom";

    protected override AffineMap Draw(RandomTransform layer, int height, int width, NoiseSource noise, int picture) => RandomZoomOperation.Map((RandomZoom)layer, height, width, noise, picture);

    protected override GraphTensor Otherwise(LayerSite site, int height, int width)
    {
        var (graph, layer, one) = (site.Graph, (RandomZoom)site.Layer, site.Graph.Constant(1f));
        var down = Uniform(site, layer.HeightFactor, 1, added: 1);
        var right = layer.WidthFactor is { } factor ? Uniform(site, factor, 1, added: 1) : down;
        return Maps(
            graph, right, null, graph.Mul(graph.Constant((width - 1) / 2f), graph.Sub(one, right)), null, down, graph.Mul(graph.Constant((height - 1) / 2f), graph.Sub(one, down)));
    }
}
