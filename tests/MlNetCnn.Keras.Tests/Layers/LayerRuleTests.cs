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
        Assert.Throws<ArgumentException>(() => new Add().ComputeOutputShape([[4, 3], [4, 2]]));
        Assert.Throws<ArgumentException>(() => new Multiply().ComputeOutputShape([[4, 3], [4]]));
        Assert.Throws<ArgumentException>(() => new Subtract().ComputeOutputShape([[4], [4], [4]]));
        Assert.Throws<ArgumentException>(() => new Concatenate().ComputeOutputShape([[4, 3], [5, 3]]));
        Assert.Throws<ArgumentException>(() => new Concatenate(-3).ComputeOutputShape([[4, 3], [4, 3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Concatenate(0));
    }

    [Fact]
    public void Layers_refuse_inputs_that_do_not_fit()
    {
        Assert.Contains("which leaves nothing", Assert.Throws<ArgumentException>(() => new Cropping2D(2).ComputeOutputShape([[4, 9, 1]])).Message);
        Assert.Throws<ArgumentException>(() => new Permute([2, 1]).ComputeOutputShape([[4, 9, 1]]));
        Assert.Throws<ArgumentException>(() => new UpSampling2D(int.MaxValue).ComputeOutputShape([[4, 9, 1]]));
        Assert.Throws<ArgumentException>(() => new Normalization(mean: [1, 2], variance: [1, 2]).ComputeOutputShape([[4, 9, 3]]));
        Assert.Throws<ArgumentException>(() => new Normalization([4]).ComputeOutputShape([[4, 9, 3]]));
        Assert.Throws<ArgumentException>(() => new PReLU(sharedAxes: [3]).Call(KerasTensor.Input([4, 9])));
        Assert.Throws<ArgumentException>(() => new PReLU().Call(KerasTensor.Input([Shape.Unknown])));
        Assert.Throws<ArgumentException>(() => new Conv2DTranspose(1, 3, strides: 2, dilationRate: 2));
        Assert.Throws<ArgumentException>(() => new Conv2DTranspose(1, 2, strides: 2, padding: Padding.Same, outputPadding: 0).ComputeOutputShape([[1, 9, 3]]));
        Assert.Throws<ArgumentException>(() => new Flatten(DataFormat.ChannelsFirst).ComputeOutputShape([[4], [4]]));
    }

    /// <summary>Shared layers know the channels they were built for, wherever those stand.</summary>
    [Fact]
    public void Shared_layers_refuse_other_channels()
    {
        Layer[] layers =
        [
            new Conv2D(4, 1, dataFormat: DataFormat.ChannelsFirst), new DepthwiseConv2D(1, dataFormat: DataFormat.ChannelsFirst), new SeparableConv2D(4, 1, dataFormat: DataFormat.ChannelsFirst),
            new Conv2DTranspose(4, 1, dataFormat: DataFormat.ChannelsFirst), new Normalization([1]), new PReLU(sharedAxes: [2, 3]),
        ];
        foreach (var layer in layers)
        {
            layer.Call(KerasTensor.Input([3, 5, 5]));
            layer.Call(KerasTensor.Input([3, 4, 5]));
            Assert.Contains("was built for other inputs", Assert.Throws<ArgumentException>(() => layer.Call(KerasTensor.Input([5, 5, 3]))).Message);
        }
    }

    /// <summary>What is cut off a transposed convolution is what the convolution would pad there: that leads back to the input's size.</summary>
    [Theory]
    [InlineData(Padding.Valid, null)]
    [InlineData(Padding.Same, null)]
    [InlineData(Padding.Valid, 1)]
    public void Convolving_leads_back_from_a_transposed_convolution(Padding padding, int? outputPadding)
    {
        for (var input = 1; input < 6; input++)
            for (var size = 1; size < 6; size++)
                for (var stride = outputPadding + 1 ?? 1; stride < 5; stride++)
                    Assert.Equal(input, Window.OutputSize((int)Window.TransposedOutputSize(input, size, stride, 1, padding, outputPadding), size, stride, 1, padding));
    }

    [Fact]
    public void Reshape_refuses_another_number_of_elements()
    {
        Assert.Throws<ArgumentException>(() => new Reshape([4]).ComputeOutputShape([[5]]));
        Assert.Throws<ArgumentException>(() => new Reshape([-1, 3]).ComputeOutputShape([[5]]));
        Assert.Throws<ArgumentException>(() => new Reshape([-1, -1]));
    }

    [Fact]
    public void Batch_normalization_takes_any_axis_but_the_batch()
    {
        var first = new BatchNormalization(1);
        first.Call(KerasTensor.Input([3, 4, 5]));
        Assert.Equal([3], first.MovingMean!.Shape);
        var middle = new BatchNormalization(-2);
        middle.Call(KerasTensor.Input([3, 4, 5]));
        Assert.Equal([4], middle.MovingMean!.Shape);
        Assert.Contains("axis 4", Assert.Throws<ArgumentException>(() => new BatchNormalization(4).ComputeOutputShape([[4, 4, 3]])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNormalization(0));
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
