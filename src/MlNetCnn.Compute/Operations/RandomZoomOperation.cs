using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomZoom: about the middle between the outermost pixels' centres, by 1 and the factor.</summary>
[Runs(typeof(RandomZoom))]
internal sealed class RandomZoomOperation(OperationSite site) : RandomTransformOperation(site, "random_zoom")
{
    private readonly RandomZoom _layer = (RandomZoom)site.Layer;

    protected override AffineMap Draw(NoiseSource noise, int picture)
    {
        var height = 1 + noise.Uniform(2 * (ulong)picture, _layer.HeightFactor.Lower, _layer.HeightFactor.Upper);
        var width = _layer.WidthFactor is { } factor ? 1 + noise.Uniform(2 * (ulong)picture + 1, factor.Lower, factor.Upper) : height;
        return new AffineMap(width, 0, (Width - 1) / 2.0 * (1 - width), 0, height, (Height - 1) / 2.0 * (1 - height));
    }
}
