using MlNetCnn.Explain.Tests.Cam;

namespace MlNetCnn.Explain.Tests.Patterns;

public sealed class Patterns_of_broken_networks
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_not_finite_make_no_picture(float weight)
    {
        var net = TinyNets.Plain();
        TinyNets.Set(net, "conv2/bias", i => i == 1 ? weight : 0);
        var options = new FilterPatternOptions { Size = 12, Steps = 2 };
        Assert.Contains("filter 1 of 'conv2'", Assert.Throws<InvalidOperationException>(() => FilterPatterns.Of(net, "conv2", [0, 1], options)).Message);
        Assert.Single(FilterPatterns.Of(net, "conv2", [0], options));
    }
}
