using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.TensorFlow.Tests.Layers;

/// <summary>Seeds of what a graph draws by itself: TensorFlow takes two zeros for "any", and draws the same for the same two.</summary>
public sealed class NoiseSeedTests
{
    private static readonly Dictionary<string, Func<int?, Layer>> Layers = new()
    {
        ["dropout"] = seed => new Dropout(0.3, seed: seed),
        ["spatial_dropout"] = seed => new SpatialDropout2D(0.3, seed: seed),
        ["gaussian_noise"] = seed => new GaussianNoise(0.3, seed: seed),
        ["gaussian_dropout"] = seed => new GaussianDropout(0.3, seed: seed),
        ["alpha_dropout"] = seed => new AlphaDropout(0.3, seed: seed),
        ["flip"] = seed => new RandomFlip(seed: seed),
        ["crop"] = seed => new RandomCrop(3, 2, seed: seed),
        ["brightness"] = seed => new RandomBrightness(0.3, seed: seed),
        ["translation"] = seed => new RandomTranslation(0.2, 0.2, seed: seed),
        ["zoom"] = seed => new RandomZoom(0.2, 0.2, seed: seed),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    /// <summary>A seed of 0 is one too, two layers of one seed draw apart, and so do height and width of one layer.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_layers_seed_is_kept_and_each_draw_has_its_own(string name)
    {
        foreach (var seed in new int?[] { null, 0, 7 })
        {
            using var graph = new WrittenModel(new Sequential([6, 5, 4]) { Layers[name](seed), Layers[name](seed) }, [], training: true);
            (long, long)[] seeds =
            [
                .. graph.Graph.Nodes.Where(n => n.Op is "RandomUniform" or "RandomStandardNormal").Select(n => (((AttrValue.Int)n.Attributes["seed"]).Value, ((AttrValue.Int)n.Attributes["seed2"]).Value)),
            ];
            Assert.True(seeds.Length >= 2);
            if (seed is null) Assert.All(seeds, s => Assert.Equal((0, 0), s));
            else Assert.All(seeds, s => Assert.NotEqual((0, 0), s));
            if (seed is not null) Assert.Equal(seeds.Length, seeds.Distinct().Count());
        }
    }
}
