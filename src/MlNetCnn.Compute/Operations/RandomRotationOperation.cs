using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomRotation: about the middle between the outermost pixels' centres.</summary>
[Runs(typeof(RandomRotation))]
internal sealed class RandomRotationOperation(OperationSite site) : RandomTransformOperation(site, "random_rotation")
{
    private readonly FactorRange _factor = ((RandomRotation)site.Layer).Factor;

    protected override AffineMap Draw(NoiseSource noise, int picture)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * noise.Uniform((ulong)picture, _factor.Lower, _factor.Upper));
        double x = (Width - 1) / 2.0, y = (Height - 1) / 2.0;
        return new AffineMap(cosine, -sine, x - x * cosine + y * sine, sine, cosine, y - x * sine - y * cosine);
    }
}
