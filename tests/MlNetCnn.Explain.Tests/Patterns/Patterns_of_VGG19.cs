using MlNetCnn.Keras;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Patterns;

/// <summary>
/// The genuine weights of VGG19's first blocks, pictures centred as they were trained on. (Noise that enters as it is, as the book has it, starts so bright that in block1 a fifth of the filters
/// stays below three times its start.)
/// </summary>
public sealed class Patterns_of_VGG19
{
    [Theory]
    [InlineData("block1_conv1")]
    [InlineData("block2_conv1")]
    [InlineData("block3_conv1")]
    public void Filters_that_are_not_dead_end_at_three_times_their_start(string layer)
    {
        var file = TestData.Path("imagenet", "vgg19_block1-3.h5");
        var model = Applications.Vgg19(includeTop: false, inputShape: [64, 64, 3]);
        model.LoadWeights(file, byName: true);
        var patterns = FilterPatterns.Of(model, layer, [.. Enumerable.Range(0, 12)], new FilterPatternOptions { Size = 32, Preprocessing = Preprocessing.Caffe });
        var alive = patterns.Where(p => !p.IsDead).ToArray();
        Assert.True(alive.Length >= 6, $"{alive.Length} of {patterns.Count} are alive.");
        var tripled = alive.Count(p => p.Final >= 3 * p.Start);
        Assert.True(tripled >= 0.9 * alive.Length, $"{tripled} of {alive.Length}: {string.Join(", ", alive.Select(p => $"{p.Start:G3} to {p.Final:G3}"))}");
    }
}
