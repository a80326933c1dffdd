using MlNetCnn.Compute;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Gradients;

public sealed class Integrated_gradients_are_complete
{
    /// <summary>The gap falls as steps grow: 1e-3 of the score's difference at 1,000. The net has kinks, at which the gradient jumps, so that all rules converge with 1/m.</summary>
    [Theory]
    [InlineData(PathRule.Trapezoid)]
    [InlineData(PathRule.Midpoint)]
    [InlineData(PathRule.Left)]
    [InlineData(PathRule.Right)]
    public void With_steps_enough(PathRule rule)
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var few = Gap(10);
        var many = Gap(1000);
        Assert.True(many < 1e-3, $"{many}");
        Assert.True(many < few, $"{many} against {few}");

        double Gap(int steps)
        {
            var found = new IntegratedGradients { Rule = rule, Steps = steps }.ExplainOne(model, GradientReference.Images(1));
            var sum = 0.0;
            foreach (var value in found.Map.Values) sum += value;
            Assert.Equal(found.Completeness!.AttributionSum, sum, 1e-6);
            return Math.Abs(found.Completeness.Gap / found.Completeness.ScoreDifference);
        }
    }

    [Fact]
    public void The_difference_is_that_of_the_scores()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var image = GradientReference.Images(1);
        var found = new IntegratedGradients { BaselineValue = 0.25f, Steps = 3 }.ExplainOne(model, image, Target.Class(3));
        var grey = new Tensor(1, image.Shape);
        grey.Span.Fill(0.25f);
        Assert.Equal((double)model.Predict(image)[0][3] - model.Predict(grey)[0][3], found.Completeness!.ScoreDifference, 1e-7);
        Assert.Equal(found.Completeness.AttributionSum - found.Completeness.ScoreDifference, found.Completeness.Gap);
    }

    /// <summary>Of a linear model: weight times way, with one step by any rule, to float32's rounding.</summary>
    [Theory]
    [InlineData(PathRule.Trapezoid)]
    [InlineData(PathRule.Midpoint)]
    [InlineData(PathRule.Left)]
    [InlineData(PathRule.Right)]
    public void A_linear_model_needs_one_step(PathRule rule)
    {
        var net = new Sequential([3, 2, 3], "linear") { new Flatten(), new Dense(2, name: "head") };
        foreach (var (index, weight) in net.Weights.Index()) weight.SetValues(GradientReference.Numbers(weight.Shape.Count, 40 + index));
        using var model = new ExplainedModel(net);
        var image = new Tensor(1, [3, 2, 3], GradientReference.Numbers(18, 3));
        var baseline = new Tensor(1, [3, 2, 3], GradientReference.Numbers(18, 4));
        var found = new IntegratedGradients { Rule = rule, Steps = 1, Baseline = baseline }.ExplainOne(model, image, Target.Class(1));
        var kernel = net.Weights[0].Values;
        for (var i = 0; i < 18; i++)
            Assert.Equal((float)((double)kernel[2 * i + 1] * ((double)image.Span[i] - baseline.Span[i])), found.Attributions!.Span[i]);
        Assert.Equal(0, found.Completeness!.Gap, 1e-5);
    }

    [Fact]
    public void A_picture_that_is_the_baseline_has_no_parts()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        var image = GradientReference.Images(1);
        var found = new IntegratedGradients { Baseline = image }.ExplainOne(model, image);
        Assert.True(found.Map.IsZero);
        Assert.Equal(new Completeness(0, 0), found.Completeness);
    }

    [Fact]
    public void Settings_that_cannot_be_are_refused()
    {
        using var model = new ExplainedModel(GradientReference.Net());
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients { Steps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients { Rule = (PathRule)7 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new IntegratedGradients { BaselineValue = float.NaN });
        foreach (var bad in new[] { new Tensor(1, [7, 8, 3]), new Tensor(2, GradientReference.Shape) })
            Assert.Contains("(1, 8, 7, 3)", Assert.Throws<ArgumentException>(() => new IntegratedGradients { Baseline = bad }.Explain(model, GradientReference.Images())).Message);
    }
}
