using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomTranslation: by shares of height and width.</summary>
[Writes(typeof(RandomTranslation))]
internal sealed class RandomTranslationNodes : RandomTransformNodes
{
    protected override string Kind => "random_translation";

    protected override AffineMap Draw(RandomTransform layer, int height, int width, NoiseSource noise, int picture) => RandomTranslationOperation.Map((RandomTranslation)layer, height, width, noise, picture);

    protected override GraphTensor Otherwise(LayerSite site, int height, int width)
    {
        var (graph, layer) = (site.Graph, (RandomTranslation)site.Layer);
        var down = Uniform(site, layer.HeightFactor, -height);
        var right = Uniform(site, layer.WidthFactor, -width);
        return Maps(graph, graph.OnesLike(right), null, right, null, graph.OnesLike(down), down);
    }
}
