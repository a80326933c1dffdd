using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Layers that do nothing outside of training.</summary>
internal static class TrainingOnlyCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Only("dropout", () => new Dropout(0.3)),
        Only("spatial_dropout", () => new SpatialDropout2D(0.3)),
        Only("alpha_dropout", () => new AlphaDropout(0.3)),
        Only("gaussian_noise", () => new GaussianNoise(0.3)),
        Only("gaussian_dropout", () => new GaussianDropout(0.3)),
        Only("activity_regularization", () => new ActivityRegularization(0.1)),
        Only("identity", () => new Identity()),
        Only("random_flip", () => new RandomFlip()),
        Only("random_rotation", () => new RandomRotation(0.1)),
        Only("random_zoom", () => new RandomZoom(0.1)),
        Only("random_translation", () => new RandomTranslation(0.1, 0.1)),
        Only("random_contrast", () => new RandomContrast(0.1)),
        Only("random_brightness", () => new RandomBrightness(0.1)),
    ];

    private static ConformanceCase Only(string name, Func<Layer> layer) => Chain(name, [6, 5, 3], () => [layer(), new Conv2D(2, 2), new GlobalMaxPooling2D()]);
}
