using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomTranslation: by shares of height and width.</summary>
[Runs(typeof(RandomTranslation))]
internal sealed class RandomTranslationOperation(OperationSite site) : RandomTransformOperation(site, "random_translation")
{
    private readonly RandomTranslation _layer = (RandomTranslation)site.Layer;

    /// <summary>Draws the map of one picture.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="height">The picture's height.</param>
    /// <param name="width">Its width.</param>
    /// <param name="noise">The step's numbers.</param>
    /// <param name="picture">Which picture of the batch.</param>
    public static AffineMap Map(RandomTranslation layer, int height, int width, NoiseSource noise, int picture)
    {
        var down = height * noise.Uniform(2 * (ulong)picture, layer.HeightFactor.Lower, layer.HeightFactor.Upper);
        var right = width * noise.Uniform(2 * (ulong)picture + 1, layer.WidthFactor.Lower, layer.WidthFactor.Upper);
        return new AffineMap(1, 0, -right, 0, 1, -down);
    }

    protected override AffineMap Draw(NoiseSource noise, int picture) => Map(_layer, Height, Width, noise, picture);
}
