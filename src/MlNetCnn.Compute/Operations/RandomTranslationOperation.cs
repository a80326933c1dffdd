using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>RandomTranslation: by shares of height and width.</summary>
[Runs(typeof(RandomTranslation))]
internal sealed class RandomTranslationOperation(OperationSite site) : RandomTransformOperation(site, "random_translation")
{
    private readonly RandomTranslation _layer = (RandomTranslation)site.Layer;

    protected override AffineMap Draw(NoiseSource noise, int picture)
    {
        var down = Height * noise.Uniform(2 * (ulong)picture, _layer.HeightFactor.Lower, _layer.HeightFactor.Upper);
        var right = Width * noise.Uniform(2 * (ulong)picture + 1, _layer.WidthFactor.Lower, _layer.WidthFactor.Upper);
        return new AffineMap(1, 0, -right, 0, 1, -down);
    }
}
