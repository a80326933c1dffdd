using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Onnx.Tests.Writing;

/// <summary>Pads, strides and the like as Keras has them.</summary>
public sealed class WindowTests
{
    [Fact]
    public void Same_pads_one_more_after_than_before()
    {
        // 8 rows by steps of 2 and windows of 3: 4 windows reach over 9.
        var node = Written.Chain([8, 9, 3], null, new Conv2D(4, 3, strides: 2, padding: Padding.Same)).Only("Conv");
        Assert.Equal([0, 1, 1, 1], node.Integers("pads"));
        Assert.Equal([2, 2], node.Integers("strides"));
        Assert.Equal([3, 3], node.Integers("kernel_shape"));
    }

    [Fact]
    public void A_padding_before_a_convolution_is_its_pads()
    {
        var graph = Written.Chain([8, 8, 3], null, new ZeroPadding2D(((0, 1), (2, 3))), new Conv2D(4, 3, strides: 2));
        Assert.Equal([0, 2, 1, 3], graph.Only("Conv").Integers("pads"));
        Assert.Equal(0, graph.Count("Pad"));
        Assert.Equal(1, Written.Chain([8, 8, 3], null, new ZeroPadding2D(1), new MaxPooling2D()).Count("Pad"));
    }

    [Fact]
    public void A_padding_that_others_read_too_stays()
    {
        var input = KerasTensor.Input([6, 6, 2], "input");
        var padded = new ZeroPadding2D(1).Call(input);
        var graph = Written.Graph(new Model([input], [new Conv2D(2, 3).Call(padded), new Conv2D(2, 3).Call(padded)]));
        Assert.Equal((1, 2), (graph.Count("Pad"), graph.Count("Conv")));
    }

    [Fact]
    public void Averages_do_not_count_the_padding()
    {
        var node = Written.Chain([7, 7, 2], null, new AveragePooling2D(3, 2, Padding.Same)).Only("AveragePool");
        Assert.Equal(0, node.Integer("count_include_pad"));
        Assert.Equal([1, 1, 1, 1], node.Integers("pads"));
    }

    [Fact]
    public void A_depthwise_convolution_has_a_group_for_each_channel()
    {
        var graph = Written.Chain([6, 6, 3], null, new DepthwiseConv2D(3, depthMultiplier: 2));
        Assert.Equal(3, graph.Only("Conv").Integer("group"));
        Assert.Equal([6, 1, 3, 3], graph.Constant("depthwise_conv2d/kernel").Shape);
    }

    [Theory]
    [InlineData(3, 2, Padding.Same, null, 0, 1, 0)]
    [InlineData(3, 2, Padding.Valid, null, 0, 0, 0)]
    [InlineData(2, 4, Padding.Same, null, 0, 0, 2)]
    [InlineData(2, 3, Padding.Valid, null, 0, 0, 1)]
    [InlineData(4, 1, Padding.Same, null, 1, 2, 0)]
    public void A_transposed_convolution_cuts_what_Keras_cuts(int size, int stride, Padding padding, int? outputPadding, int before, int after, int added)
    {
        var node = Written.Chain([4, 4, 2], null, new Conv2DTranspose(3, size, strides: stride, padding: padding, outputPadding: outputPadding is { } p ? p : null)).Only("ConvTranspose");
        Assert.Equal([before, before, after, after], node.Integers("pads"));
        Assert.Equal([added, added], node.Integers("output_padding"));
    }
}
