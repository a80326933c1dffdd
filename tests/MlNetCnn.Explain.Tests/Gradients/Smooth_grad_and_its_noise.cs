using MlNetCnn.Compute;

namespace MlNetCnn.Explain.Tests.Gradients;

public sealed class Smooth_grad_and_its_noise
{
    [Fact]
    public void Without_noise_it_is_saliency()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var saliency = new Saliency().Explain(model, GradientReference.Images());
        var smooth = new SmoothGrad { NoiseLevel = 0 }.Explain(model, GradientReference.Images());
        for (var i = 0; i < 2; i++) Assert.Equal(saliency[i].Map.Values, smooth[i].Map.Values);
    }

    [Fact]
    public void Noise_has_the_deviation_that_was_asked_for_and_no_mean()
    {
        var picture = new float[100_000];
        picture[0] = -1;
        picture[1] = 3;
        var noisy = new float[picture.Length];
        new SmoothGrad { NoiseLevel = 0.1 }.AddNoise(picture, 0, noisy);
        var noise = noisy.Zip(picture, (a, b) => (double)a - b).ToArray();
        Assert.Equal(0, noise.Average(), 0.005);
        Assert.Equal(0.4, Math.Sqrt(noise.Average(v => v * v)), 0.005);
    }

    [Fact]
    public void Seeds_give_other_maps_and_the_same_seed_the_same()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var maps = new[] { 1, 1, 2 }.Select(seed => new SmoothGrad { Seed = seed, Samples = 3 }.ExplainOne(model, GradientReference.Images(1)).Map.Values.ToArray()).ToArray();
        Assert.Equal(maps[0], maps[1]);
        Assert.NotEqual(maps[0], maps[2]);
    }

    /// <summary>One colour has no range, and so no noise.</summary>
    [Fact]
    public void A_picture_of_one_colour_is_not_changed()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var image = new Tensor(1, GradientReference.Shape);
        image.Span.Fill(0.5f);
        Assert.Equal(new Saliency().ExplainOne(model, image).Map.Values, new SmoothGrad().ExplainOne(model, image).Map.Values);
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothGrad { Samples = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothGrad { NoiseLevel = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmoothGrad { NoiseLevel = double.NaN });
    }
}
