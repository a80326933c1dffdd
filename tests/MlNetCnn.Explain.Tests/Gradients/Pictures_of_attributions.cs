using MlNetCnn.Compute;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Gradients;

public sealed class Pictures_of_attributions
{
    /// <summary>Four values, -2 to 4: mean 1, deviation sqrt(5); divided by 4 first. By hand: (-2 - 1) / 2.236 * .1 + .5 = .36584, times 255 = 93.29.</summary>
    [Theory]
    [InlineData(1f)]
    [InlineData(1e-9f)]
    public void Have_mean_a_half_and_deviation_a_tenth(float scale)
    {
        var picture = AttributionPicture.Of(Found(new Tensor(1, [2, 2, 1], new[] { -2 * scale, 0, 2 * scale, 4 * scale })));
        Assert.Equal([93, 116, 138, 161], picture.Pixels.ToArray());
    }

    [Fact]
    public void Are_the_same_wherever_the_channels_lie()
    {
        var values = GradientReference.Numbers(12, 1);
        var turned = new float[12];
        for (var i = 0; i < 12; i++) turned[i % 3 * 4 + i / 3] = values[i];
        var expected = AttributionPicture.Of(Found(new Tensor(1, [2, 2, 3], values)));
        Assert.Equal(expected.Pixels.ToArray(), AttributionPicture.Of(Found(new Tensor(1, [3, 2, 2], turned)), DataFormat.ChannelsFirst).Pixels.ToArray());
        Assert.Equal(3, expected.Channels);
    }

    [Fact]
    public void Are_grey_where_nothing_is() => Assert.All(AttributionPicture.Of(Found(new Tensor(1, [2, 2, 3]))).Pixels.ToArray(), v => Assert.Equal(127, v));

    [Fact]
    public void Need_attributions_of_one_or_three_channels()
    {
        Assert.Contains("grad-cam", Assert.Throws<ArgumentException>(() => AttributionPicture.Of(Found(null))).Message);
        Assert.Throws<ArgumentException>(() => AttributionPicture.Of(Found(new Tensor(1, [2, 2, 2]))));
    }

    /// <summary>NumPy: percentile of [0, 1, 2, 4] at 50 is 1.5.</summary>
    [Fact]
    public void Magnitudes_are_cut_at_a_percentile()
    {
        var map = new Heatmap(2, 2, [0, -1, 2, -4]);
        Assert.Equal([0, 0.6666667f, 1, 1], map.NormalizeMagnitude(50).Values.ToArray());
        Assert.Equal([0, 0.25f, 0.5f, 1], map.NormalizeMagnitude(100).Values.ToArray());
        Assert.True(new Heatmap(2, 2, [0, 0, 0, 0]).NormalizeMagnitude().IsZero);
        Assert.Equal([0, 0, 0, 1], new Heatmap(2, 2, [0, 0, 0, 5]).NormalizeMagnitude(10).Values.ToArray());
        foreach (var bad in new[] { 0, -1, 101, double.NaN }) Assert.Throws<ArgumentOutOfRangeException>(() => map.NormalizeMagnitude(bad));
    }

    private static Explanation Found(Tensor? attributions) => new()
    {
        Method = "grad-cam", Map = new Heatmap(2, 2, new float[4]), Class = 0, Score = 0, ScoreKind = ScoreKind.Probability, Attributions = attributions,
    };
}
