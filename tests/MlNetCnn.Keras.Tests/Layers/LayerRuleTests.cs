using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

public class LayerRuleTests
{
    [Theory]
    [InlineData(224, 3, 2, 1, 0, 1)]
    [InlineData(225, 3, 2, 1, 1, 1)]
    [InlineData(7, 5, 1, 2, 4, 4)]
    [InlineData(10, 2, 3, 1, 0, 1)]
    [InlineData(9, 2, 3, 1, 0, 0)]
    public void Same_padding_is_TensorFlows(int input, int size, int stride, int dilation, int before, int after)
    {
        Assert.Equal((before, after), Window.Pad(input, size, stride, dilation, Padding.Same));
        Assert.Equal((input + stride - 1) / stride, Window.OutputSize(input, size, stride, dilation, Padding.Same));
    }

    [Fact]
    public void A_window_that_does_not_fit_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => new Conv2D(1, 5, name: "c").ComputeOutputShape([[4, 9, 1]]));
        Assert.Contains("c (Conv2D) has a window of 5x5, which does not fit into (None, 4, 9, 1)", e.Message);
    }

    [Fact]
    public void Sizes_from_hostile_files_do_not_overflow()
    {
        Assert.Equal(0, Window.OutputSize(10, int.MaxValue, 1, int.MaxValue, Padding.Valid));
        Assert.Equal(1, Window.OutputSize(int.MaxValue, 1, int.MaxValue, 1, Padding.Same));
        Assert.Throws<ArgumentException>(() => new ZeroPadding2D(int.MaxValue).Call(KerasTensor.Input([9, 9, 1])));
        Assert.Throws<ArgumentException>(() => new ZeroPadding2D(100_000).Call(KerasTensor.Input([9, 9, 1])));
        Assert.Throws<ArgumentException>(() => new Dense(int.MaxValue).Call(KerasTensor.Input([9])));
    }

    [Fact]
    public void A_shared_layer_refuses_other_channels()
    {
        var conv = new Conv2D(4, 1, name: "shared");
        conv.Call(KerasTensor.Input([5, 5, 3]));
        var e = Assert.Throws<ArgumentException>(() => conv.Call(KerasTensor.Input([5, 5, 2])));
        Assert.Contains("shared (Conv2D) was built for other inputs", e.Message);
    }

    [Fact]
    public void Merges_refuse_inputs_that_do_not_fit()
    {
        Assert.Throws<ArgumentException>(() => new Add().ComputeOutputShape([[4, 3]]));
        Assert.Throws<ArgumentException>(() => new Add().ComputeOutputShape([[4, 3], [4, 1]]));
        Assert.Throws<ArgumentException>(() => new Add().ComputeOutputShape([[Shape.Unknown], [4], [5]]));
        Assert.Throws<ArgumentException>(() => new Concatenate().ComputeOutputShape([[4, 3], [5, 3]]));
        Assert.Throws<ArgumentException>(() => new Concatenate(-3).ComputeOutputShape([[4, 3], [4, 3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Concatenate(0));
    }

    [Fact]
    public void Reshape_refuses_another_number_of_elements()
    {
        Assert.Throws<ArgumentException>(() => new Reshape([4]).ComputeOutputShape([[5]]));
        Assert.Throws<ArgumentException>(() => new Reshape([-1, 3]).ComputeOutputShape([[5]]));
        Assert.Throws<ArgumentException>(() => new Reshape([-1, -1]));
    }

    [Fact]
    public void Normalising_another_axis_than_the_last_is_refused()
    {
        Assert.Contains("axis 1", Assert.Throws<ArgumentException>(() => new BatchNormalization(1).ComputeOutputShape([[4, 4, 3]])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(-2));
    }

    [Theory]
    [InlineData("3", 3, 3, 3, 3)]
    [InlineData("[1, 2]", 1, 1, 2, 2)]
    [InlineData("[[0, 1], [2, 3]]", 0, 1, 2, 3)]
    public void ZeroPadding2D_reads_the_three_forms(string padding, int top, int bottom, int left, int right)
    {
        var layer = LayerContract.Read($$$"""{"class_name": "ZeroPadding2D", "config": {"name": "p", "padding": {{{padding}}}}}""");
        Assert.Equal(new Edges2D(top, bottom, left, right), ((ZeroPadding2D)layer).Padding);
    }

    [Fact]
    public void Numpy_scalars_of_Keras_2_are_read()
    {
        var layer = LayerContract.Read("""{"class_name": "LeakyReLU", "config": {"name": "l", "alpha": {"type": "ndarray", "value": 0.125}}}""", 2);
        Assert.Equal(0.125, ((LeakyReLU)layer).NegativeSlope);
    }
}
