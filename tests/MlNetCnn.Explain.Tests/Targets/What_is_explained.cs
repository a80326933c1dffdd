using MlNetCnn.Compute;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Targets;

public sealed class What_is_explained
{
    [Fact]
    public void The_top_class_is_the_first_of_the_highest()
    {
        var found = Target.Top.Of(new Tensor(2, [3], new[] { 0.2f, 0.4f, 0.4f, 0.5f, 0.3f, 0.2f }), ScoreKind.Probability);
        Assert.Equal([1, 0], found.Classes);
        Assert.Equal([0.4f, 0.5f], found.Scores);
        Assert.Equal([0, 1, 0, 1, 0, 0], found.Gradient.Span.ToArray());
    }

    [Theory]
    [InlineData(0.7f, ScoreKind.Probability, 1, 0.7f)]
    [InlineData(0.3f, ScoreKind.Probability, 0, 0.7f)]
    [InlineData(0.7f, ScoreKind.Logit, 1, 0.7f)]
    [InlineData(-0.7f, ScoreKind.Logit, 0, 0.7f)]
    public void One_number_has_two_classes(float output, ScoreKind kind, int top, float score)
    {
        var found = Target.Top.Of(new Tensor(1, [1], new[] { output }), kind);
        Assert.Equal(top, found.Classes[0]);
        Assert.Equal(score, found.Scores[0], 1e-6f);
        Assert.Equal(top == 1 ? 1 : -1, found.Gradient.Span[0]);
        Assert.Equal(-found.Gradient.Span[0], Target.Class(1 - top).Of(new Tensor(1, [1], new[] { output }), kind).Gradient.Span[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Target.Class(2).Of(new Tensor(1, [1]), kind));
    }

    [Theory]
    [InlineData(DataFormat.ChannelsLast)]
    [InlineData(DataFormat.ChannelsFirst)]
    public void Positions_are_averaged(DataFormat format)
    {
        // 1 x 2 positions and 3 classes.
        var output = format == DataFormat.ChannelsLast ? new Tensor(1, [1, 2, 3], new float[] { 1, 2, 3, 4, 8, 6 }) : new Tensor(1, [3, 1, 2], new float[] { 1, 4, 2, 8, 3, 6 });
        var found = (Target.Top with { Format = format }).Of(output, ScoreKind.Logit);
        Assert.Equal((1, 5f), (found.Classes[0], found.Scores[0]));
        Assert.Equal(format == DataFormat.ChannelsLast ? [0, 0.5f, 0, 0, 0.5f, 0] : [0, 0, 0.5f, 0.5f, 0, 0], found.Gradient.Span.ToArray());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => (Target.Class(3) with { Format = format }).Check(1, output.Shape));
        Assert.Contains("3 classes, 0 to 2", error.Message);
    }

    [Fact]
    public void Weights_make_any_linear_scalar()
    {
        var found = Target.Weighted(1, -2).Of(new Tensor(2, [2], new float[] { 3, 1, 0, 4 }), ScoreKind.Logit);
        Assert.Equal([null, null], found.Classes);
        Assert.Equal([1, -8], found.Scores);
        Assert.Equal([1, -2, 1, -2], found.Gradient.Span.ToArray());
    }

    [Fact]
    public void Numbers_of_classes_and_weights_must_fit()
    {
        Assert.Throws<ArgumentException>(() => Target.Classes(0, 1).Check(3, [4]));
        Assert.Throws<ArgumentException>(() => Target.Classes().Check(3, [4]));
        Assert.Throws<ArgumentException>(() => Target.Weighted(1, 2, 3).Check(1, [4]));
        Assert.Throws<ArgumentException>(() => Target.Weighted(1, float.NaN, 3, 4).Check(1, [4]));
        Target.Classes(0, 1, 3).Check(3, [4]);
    }

    [Fact]
    public void Parts_of_a_batch_have_their_classes()
    {
        Assert.Equal([2, 3], Target.Classes(0, 1, 2, 3).Slice(2, 2).Of(new Tensor(2, [4]), ScoreKind.Logit).Classes);
        Assert.Equal([1, 1], Target.Class(1).Slice(2, 2).Of(new Tensor(2, [4]), ScoreKind.Logit).Classes);
    }
}
