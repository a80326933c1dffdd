using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// A layer that combines inputs value by value, from the first on, those with a 1 (or nothing) where others have more repeated along it. Keras aligns shapes of elements at their
/// ends, batches at their begin: ones are put between.
/// </summary>
internal abstract class MergeNodes : LayerNodes
{
    /// <summary>Adds the nodes.</summary>
    /// <param name="site">The call.</param>
    /// <param name="combine">Combines two values; the last argument is the node's name.</param>
    protected static GraphTensor Chain(LayerSite site, Func<GraphTensor, GraphTensor, string?, GraphTensor> combine)
    {
        var rank = site.InputShapes.Max(shape => shape.Rank);
        var inputs = site.Inputs.Select((input, i) => site.InputShapes[i].Rank == rank
            ? input
            : site.Graph.Reshape(input, [-1, .. Enumerable.Repeat(1, rank - site.InputShapes[i].Rank), .. site.InputShapes[i]]));
        return inputs.Aggregate((made, next) => combine(made, next, null));
    }
}
