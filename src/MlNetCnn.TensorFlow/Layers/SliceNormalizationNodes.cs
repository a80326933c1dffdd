using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>A layer that normalizes slices of each element by their own mean and biased variance. The mean is taken off before squares are summed, as a large one takes their digits.</summary>
internal abstract class SliceNormalizationNodes : LayerNodes
{
    /// <summary>(x - mean) / sqrt(variance + epsilon) along dimensions.</summary>
    protected static GraphTensor Normalize(GraphBuilder graph, GraphTensor x, IReadOnlyList<int> axes, double epsilon)
    {
        var centred = graph.Sub(x, graph.Mean(x, axes, keepDims: true));
        var variance = graph.Mean(graph.Square(centred), axes, keepDims: true);
        return graph.Mul(centred, graph.Rsqrt(graph.AddV2(variance, graph.Constant((float)epsilon))));
    }

    /// <summary>x gamma + beta, as far as the layer has them.</summary>
    /// <param name="site">The call.</param>
    /// <param name="x">What is normalized.</param>
    /// <param name="sizes">The shape that weights fit in; null where theirs does.</param>
    protected static GraphTensor Scale(LayerSite site, GraphTensor x, int[]? sizes)
    {
        var (graph, layer) = (site.Graph, (ScaledNormalization)site.Layer);
        GraphTensor Fit(GraphTensor weight) => sizes is null ? weight : graph.Reshape(weight, sizes);
        if (layer.Gamma is not null) x = graph.Mul(x, Fit(site.Weight(layer.Gamma)));
        return layer.Beta is null ? x : graph.AddV2(x, Fit(site.Weight(layer.Beta)));
    }
}
