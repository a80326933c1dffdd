using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>The layer RandomRotation: about the middle between the outermost pixels' centres.</summary>
[Writes(typeof(RandomRotation))]
internal sealed class RandomRotationNodes : RandomTransformNodes
{
    protected override string Kind => "random_rotation";

    protected override AffineMap Draw(RandomTransform layer, int height, int width, NoiseSource noise, int picture) => RandomRotationOperation.Map((RandomRotation)layer, height, width, noise, picture);

    protected override GraphTensor Otherwise(LayerSite site, int height, int width)
    {
        var graph = site.Graph;
        var angle = Uniform(site, ((RandomRotation)site.Layer).Factor, 2 * Math.PI);
        var (sine, cosine, x, y) = (graph.Sin(angle), graph.Cos(angle), graph.Constant((width - 1) / 2f), graph.Constant((height - 1) / 2f));
        var right = graph.AddV2(graph.Sub(x, graph.Mul(x, cosine)), graph.Mul(y, sine));
        var down = graph.Sub(graph.Sub(y, graph.Mul(x, sine)), graph.Mul(y, cosine));
        return Maps(graph, cosine, graph.Neg(sine), right, sine, cosine, down);
    }
}
