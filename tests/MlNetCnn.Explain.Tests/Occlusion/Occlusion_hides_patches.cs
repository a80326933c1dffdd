using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Occluding;

public sealed class Occlusion_hides_patches
{
    /// <summary>A score that is one pixel: only patches over it take something away.</summary>
    [Fact]
    public void And_finds_the_pixel_that_makes_the_score()
    {
        using var model = new ExplainedModel(OnePixel(row: 3, column: 2));
        var image = new Tensor(1, [7, 6, 1]);
        image.Span.Fill(2);
        var map = new Occlusion { PatchSize = 1, Stride = 1 }.ExplainOne(model, image, Target.Weighted(1, 0)).Map;
        for (var y = 0; y < 7; y++)
            for (var x = 0; x < 6; x++) Assert.Equal((y, x) == (3, 2) ? 2f : 0, map[y, x]);
        // Filled with 5 the score rises by 3.
        Assert.Equal(-3, new Occlusion { PatchSize = 1, Stride = 1, FillValue = 5 }.ExplainOne(model, image, Target.Weighted(1, 0)).Map[3, 2]);
        // A colour's mean is the colour itself.
        Assert.True(new Occlusion { PatchSize = 2, Fill = OcclusionFill.PictureMean }.ExplainOne(model, image, Target.Weighted(1, 0)).Map.IsZero);
    }

    /// <summary>7 rows with patches of 3, 2 apart: 0, 2, 4. 6 columns: 0, 2, and 3 at the edge. A pixel has the mean of its patches.</summary>
    [Fact]
    public void The_last_patch_ends_at_the_edge()
    {
        using var model = new ExplainedModel(OnePixel(row: 6, column: 5));
        var image = new Tensor(1, [7, 6, 1]);
        image.Span.Fill(1);
        var map = new Occlusion { PatchSize = 3, Stride = 2 }.ExplainOne(model, image, Target.Weighted(1, 0)).Map;
        // Only the patch at (4, 3) covers the corner; (4, 3) and (4, 4) are also covered by those at (2, 3), (4, 2), (2, 2).
        Assert.Equal(1f, map[6, 5]);
        Assert.Equal(0.5f, map[6, 4]);
        Assert.Equal(0.25f, map[4, 4]);
        Assert.Equal(0.5f, map[4, 5]);
        Assert.Equal(0f, map[3, 5]);
    }

    [Fact]
    public void A_score_that_is_constant_gives_zeros()
    {
        var net = OnePixel(0, 0);
        foreach (var weight in net.Weights) weight.SetValues(new float[weight.Shape.Count]);
        using var model = new ExplainedModel(net);
        Assert.True(new Occlusion().ExplainOne(model, new Tensor(1, [7, 6, 1], Gradients.GradientReference.Numbers(42, 1))).Map.IsZero);
    }

    [Fact]
    public void A_patch_larger_than_the_picture_covers_it_whole()
    {
        using var model = new ExplainedModel(OnePixel(1, 1));
        var image = new Tensor(1, [7, 6, 1]);
        image.Span.Fill(3);
        Assert.All(new Occlusion { PatchSize = 100 }.ExplainOne(model, image, Target.Weighted(1, 0)).Map.Values.ToArray(), v => Assert.Equal(3f, v));
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        using var model = new ExplainedModel(OnePixel(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion { PatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion { Stride = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion { FillValue = float.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Occlusion { Fill = (OcclusionFill)4 });
        Assert.Contains("never be covered", Assert.Throws<ArgumentException>(() => new Occlusion { PatchSize = 2, Stride = 3 }.Explain(model, new Tensor(1, [7, 6, 1]))).Message);
    }

    /// <summary>The first output is a pixel, the second 0.</summary>
    private static Sequential OnePixel(int row, int column)
    {
        var net = new Sequential([7, 6, 1], "pixel") { new Flatten(), new Dense(2, name: "head") };
        var kernel = new float[84];
        kernel[2 * (row * 6 + column)] = 1;
        net.Weights[0].SetValues(kernel);
        net.Weights[1].SetValues([0, 0]);
        return net;
    }
}
