using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomZoom: about the middle between the outermost pixels' centres, by 1 and the factor.</summary>
[Runs(typeof(RandomZoom))]
internal sealed class RandomZoomOperation(OperationSite site) : RandomTransformOperation(site, "random_zoom")
{
    private readonly RandomZoom _layer = (RandomZoom)site.Layer;

    /// <summary>Draws the map of one picture.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    public static AffineMap Map(RandomZoom layer, int height, int width, NoiseSource noise, int picture)
    {
        var down = 1 + noise.Uniform(2 * (ulong)picture, layer.HeightFactor.Lower, layer.HeightFactor.Upper);
        var right = layer.WidthFactor is { } factor ? 1 + noise.Uniform(2 * (ulong)picture + 1, factor.Lower, factor.Upper) : down;
        return new AffineMap(right, 0, (width - 1) / 2.0 * (1 - right), 0, down, (height - 1) / 2.0 * (1 - down));
    }

    protected override AffineMap Draw(NoiseSource noise, int picture) => Map(_layer, Height, Width, noise, picture);
}
