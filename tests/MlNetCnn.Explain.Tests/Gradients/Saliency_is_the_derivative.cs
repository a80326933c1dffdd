using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Gradients;

public sealed class Saliency_is_the_derivative
{
    /// <summary>Central differences of the score, at a net without kinks.</summary>
    [Theory]
    [InlineData(ScoreKind.Probability)]
    [InlineData(ScoreKind.Logit)]
    public void Of_the_score(ScoreKind kind)
    {
        var net = Smooth();
        using var model = new ExplainedModel(net, new ExplainedModelOptions { Precise = true });
        var image = new Tensor(1, [5, 4, 3], GradientReference.Numbers(60, 1));
        var found = new Saliency { Score = kind }.ExplainOne(model, image, Target.Class(2));
        const float Step = 1.0f / 64;
        for (var i = 0; i < 60; i++)
        {
            var both = new Tensor(2, image.Shape);
            image.Span.CopyTo(both[0]);
            image.Span.CopyTo(both[1]);
            both[0][i] += Step;
            both[1][i] -= Step;
            var scores = new Saliency { Score = kind }.Explain(model, both, Target.Class(2)).Select(e => (double)e.Score).ToArray();
            Assert.Equal((scores[0] - scores[1]) / (2 * Step), found.Attributions!.Span[i], 2e-4);
        }
    }

    [Fact]
    public void A_map_takes_the_largest_magnitude_the_sum_of_magnitudes_or_the_sum()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var images = GradientReference.Images(1);
        var values = new Saliency().ExplainOne(model, images).Attributions!.Span.ToArray();
        foreach (var (reduction, expected) in new (ChannelReduction, Func<IEnumerable<float>, float>)[]
        {
            (ChannelReduction.MaximumOfAbsolute, c => c.Max(Math.Abs)), (ChannelReduction.SumOfAbsolute, c => (float)c.Sum(v => Math.Abs((double)v))), (ChannelReduction.Sum, c => (float)c.Sum(v => (double)v)),
        })
        {
            var map = new Saliency { Reduction = reduction }.ExplainOne(model, images).Map;
            Assert.Equal(values.Chunk(3).Select(expected), map.Values.ToArray());
        }
    }

    /// <summary>A net that has its channels first is the same net: its attributions lie otherwise, and its maps are the same.</summary>
    [Theory]
    [InlineData("saliency")]
    [InlineData("gradient-x-input")]
    [InlineData("guided-grad-cam")]
    [InlineData("integrated-gradients")]
    [InlineData("occlusion")]
    public void Channels_may_come_first(string name)
    {
        Model last = Smooth(), first = Smooth(DataFormat.ChannelsFirst);
        var values = GradientReference.Numbers(60, 1);
        var turned = new float[60];
        for (var i = 0; i < 60; i++) turned[i % 3 * 20 + i / 3] = values[i];
        using ExplainedModel one = new(last), other = new(first);
        var expected = ExplanationMethods.Find(name).ExplainOne(one, new Tensor(1, [5, 4, 3], values), Target.Class(1));
        var actual = ExplanationMethods.Find(name).ExplainOne(other, new Tensor(1, [3, 5, 4], turned), Target.Class(1));
        Assert.Equal((5, 4), (actual.Map.Height, actual.Map.Width));
        var most = expected.Map.Values.ToArray().Max(Math.Abs);
        for (var i = 0; i < 20; i++) Assert.Equal(expected.Map.Values[i] / most, actual.Map.Values[i] / most, 1e-5f);
    }

    [Fact]
    public void Undefined_reductions_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Saliency { Reduction = (ChannelReduction)9 });

    private static Sequential Smooth(DataFormat format = DataFormat.ChannelsLast)
    {
        var net = new Sequential(format == DataFormat.ChannelsFirst ? [3, 5, 4] : [5, 4, 3], "smooth")
        {
            new Conv2D(5, 3, padding: Padding.Same, activation: Activations.Tanh, dataFormat: format, name: "conv"),
            new AveragePooling2D(dataFormat: format),
            new GlobalAveragePooling2D(dataFormat: format),
            new Dense(4, Activations.Softmax, name: "head"),
        };
        foreach (var (index, weight) in net.Weights.Index()) weight.SetValues(GradientReference.Numbers(weight.Shape.Count, 30 + index));
        return net;
    }
}
