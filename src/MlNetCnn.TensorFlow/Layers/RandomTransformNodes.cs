using MlNetCnn.Compute.Operations;
using MlNetCnn.Keras.Layers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>
/// A layer that in training reads each picture through an affine map of its own, by ImageProjectiveTransformV3, as Keras does on TensorFlow. Its maps are float32: places are off by
/// about 1e-7 of the picture's size, against the managed engine's float64. With the fill mode wrap, TensorFlow has nothing between the last pixel and the first: a place there is the
/// one or the other, where the managed engine mixes them. TensorFlow has no gradient for it by the picture here, so that such a layer stands before all that is trained.
/// </summary>
internal abstract class RandomTransformNodes : LayerNodes
{
    /// <summary>Kind of the layer, for the name of its noise.</summary>
    protected abstract string Kind { get; }

    public sealed override GraphTensor Write(LayerSite site)
    {
        if (!site.Training) return site.Input;
        var (layer, shape) = ((RandomTransform)site.Layer, site.InputShape);
        var maps = site.Draw(Kind, layer.Seed, [8], Fill, _ => Otherwise(site, shape[0], shape[1]));
        return site.Graph.ImageProjectiveTransformV3(
            site.Input, maps, shape[0], shape[1], (float)layer.FillValue, layer.Interpolation == Interpolation.Nearest ? "NEAREST" : "BILINEAR", layer.FillMode.ToString().ToUpperInvariant());

        void Fill(NoiseSource noise, int batch, Span<float> values)
        {
            for (var picture = 0; picture < batch; picture++)
            {
                var map = Draw(layer, shape[0], shape[1], noise, picture);
                float[] row = [(float)map.A0, (float)map.A1, (float)map.A2, (float)map.B0, (float)map.B1, (float)map.B2, 0, 0];
                row.CopyTo(values[(8 * picture)..]);
            }
        }
    }

    /// <summary>Draws the map of one picture, as the managed engine does.</summary>
    protected abstract AffineMap Draw(RandomTransform layer, int height, int width, NoiseSource noise, int picture);

    /// <summary>Adds the nodes that draw maps where nobody feeds them.</summary>
    protected abstract GraphTensor Otherwise(LayerSite site, int height, int width);

    /// <summary>A number from a range for each picture: (batch, 1).</summary>
    protected static GraphTensor Uniform(LayerSite site, FactorRange range, double factor, double added = 0) =>
        site.Graph.Uniform(site.Graph.BatchOf(site.Input, 1), added + factor * range.Lower, added + factor * range.Upper, ((RandomTransform)site.Layer).Seed);

    /// <summary>Maps of six columns (batch, 1); null for zeros.</summary>
    protected static GraphTensor Maps(GraphBuilder graph, GraphTensor? a0, GraphTensor? a1, GraphTensor a2, GraphTensor? b0, GraphTensor? b1, GraphTensor b2)
    {
        var zero = graph.ZerosLike(a2);
        return graph.ConcatV2([a0 ?? zero, a1 ?? zero, a2, b0 ?? zero, b1 ?? zero, b2, zero, zero], 1);
    }
}
