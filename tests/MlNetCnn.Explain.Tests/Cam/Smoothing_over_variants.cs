using MlNetCnn.Compute;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Explain.Tests.Cam;

public sealed class Smoothing_over_variants
{
    [Fact]
    public void Without_variants_is_the_normalised_map()
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var images = TinyNets.Images(2, [8, 6, 3]);
        var plain = new GradCam().Explain(model, images);
        var smooth = new GradCam { Smooth = new TestTimeAugmentation { Flip = false, Factors = [1] } }.Explain(model, images);
        for (var i = 0; i < 2; i++) Assert.Equal(plain[i].Map.Normalize().Values, smooth[i].Map.Values);
    }

    /// <summary>The mean of six maps, each of the class that the picture as it is has, mirrored ones turned back.</summary>
    [Theory]
    [InlineData(DataFormat.ChannelsLast)]
    [InlineData(DataFormat.ChannelsFirst)]
    public void Is_the_mean_over_mirror_images_and_brightness(DataFormat format)
    {
        var net = CamReference.Nets.Single(n => n.Name == "residual");
        using var model = new ExplainedModel(CamReference.Build(net, format));
        Assert.Equal(format, model.InputFormat);
        var images = CamReference.Images(net, format);
        var smooth = new GradCam { Smooth = new TestTimeAugmentation() }.Explain(model, images);
        var plain = new GradCam().Explain(model, images);
        for (var i = 0; i < 3; i++)
        {
            var mean = new double[36];
            foreach (var factor in new[] { 0.9f, 1, 1.1f })
                foreach (var flip in new[] { false, true })
                {
                    var one = new Tensor(1, images.Shape);
                    for (var v = 0; v < one.Span.Length; v++)
                    {
                        var x = format == DataFormat.ChannelsFirst ? v % 6 : v / 3 % 6;
                        one.Span[v] = factor * images[i][flip ? v + (5 - 2 * x) * (format == DataFormat.ChannelsFirst ? 1 : 3) : v];
                    }

                    var map = new GradCam().ExplainOne(model, one, Target.Class(plain[i].Class!.Value)).Map.Normalize();
                    for (var p = 0; p < 36; p++) mean[p] += map[p / 6, flip ? 5 - p % 6 : p % 6] / 6;
                }

            Closeness.AssertClose([.. mean.Select(m => (float)m)], smooth[i].Map.Values, 1e-6);
            Assert.Equal((plain[i].Class, plain[i].Score), (smooth[i].Class, smooth[i].Score));
        }
    }

    [Fact]
    public void Factors_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new TestTimeAugmentation { Factors = [] });
        Assert.Throws<ArgumentException>(() => new TestTimeAugmentation { Factors = [float.NaN] });
    }
}
