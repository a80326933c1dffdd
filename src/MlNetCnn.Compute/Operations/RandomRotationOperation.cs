using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomRotation: about the middle between the outermost pixels' centres.</summary>
[Runs(typeof(RandomRotation))]
internal sealed class RandomRotationOperation(OperationSite site) : RandomTransformOperation(site, "random_rotation")
{
    private readonly RandomRotation _layer = (RandomRotation)site.Layer;

    /// <summary>Draws the map of one picture.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    public static AffineMap Map(RandomRotation layer, int height, int width, NoiseSource noise, int picture)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * noise.Uniform((ulong)picture, layer.Factor.Lower, layer.Factor.Upper));
        double x = (width - 1) / 2.0, y = (height - 1) / 2.0;
        return new AffineMap(cosine, -sine, x - x * cosine + y * sine, sine, cosine, y - x * sine - y * cosine);
    }

    protected override AffineMap Draw(NoiseSource noise, int picture) => Map(_layer, Height, Width, noise, picture);
}
