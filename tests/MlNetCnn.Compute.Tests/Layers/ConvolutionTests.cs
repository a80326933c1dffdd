using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class ConvolutionTests
{
    // height, width, channels, filters, kernel, stride, dilation, groups, same
    public static TheoryData<int, int, int, int, int, int, int, int, bool> Shapes => new()
    {
        { 7, 9, 3, 5, 3, 1, 1, 1, true },
        { 8, 8, 3, 33, 3, 2, 1, 1, true },
        { 9, 6, 17, 64, 3, 2, 1, 1, true },
        { 11, 5, 64, 17, 1, 1, 1, 1, false },
        { 5, 11, 33, 40, 1, 2, 1, 1, true },
        { 13, 13, 1, 1, 5, 3, 1, 1, true },
        { 12, 10, 5, 33, 3, 1, 2, 1, true },
        { 12, 10, 16, 7, 3, 1, 3, 1, false },
        { 6, 7, 6, 9, 3, 1, 1, 3, true },
        { 9, 9, 34, 66, 2, 2, 1, 2, false },
        { 5, 5, 4, 4, 7, 1, 1, 1, true },
        { 6, 6, 128, 35, 3, 1, 1, 1, true }, // 1152 terms: several passes over the depth
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Conv2D_equals_the_direct_sum(int height, int width, int channels, int filters, int kernel, int stride, int dilation, int groups, bool same)
    {
        var layer = new Conv2D(filters, kernel, stride, same ? Padding.Same : Padding.Valid, dilation, groups);
        var net = Net.Of([height, width, channels], layer);
        var batch = Net.Batch(3, [height, width, channels]);
        Net.AssertNear(Direct.Conv2D(layer, batch.Span.ToArray(), 3, batch.Shape), Net.PredictEverywhere(net, batch));
    }

    [Fact]
    public void Conv2D_takes_rectangular_kernels_and_strides()
    {
        var layer = new Conv2D(6, (3, 5), (2, 1), Padding.Same, useBias: false);
        var net = Net.Of([10, 9, 3], layer);
        var batch = Net.Batch(2, [10, 9, 3]);
        Net.AssertNear(Direct.Conv2D(layer, batch.Span.ToArray(), 2, batch.Shape), Net.PredictEverywhere(net, batch));
    }

    // height, width, channels, multiplier, kernel, stride, dilation, same
    public static TheoryData<int, int, int, int, int, int, int, bool> DepthwiseShapes => new()
    {
        { 7, 9, 3, 1, 3, 1, 1, true },
        { 8, 8, 33, 1, 3, 2, 1, true },
        { 8, 7, 64, 1, 3, 2, 1, false },
        { 9, 9, 17, 1, 5, 1, 1, true },
        { 10, 9, 5, 1, 3, 1, 2, true },
        { 6, 7, 3, 2, 3, 1, 1, true },
        { 7, 6, 17, 3, 3, 2, 1, false },
        { 2, 2, 16, 1, 7, 1, 3, true },
    };

    [Theory, MemberData(nameof(DepthwiseShapes))]
    public void DepthwiseConv2D_equals_the_direct_sum(int height, int width, int channels, int multiplier, int kernel, int stride, int dilation, bool same)
    {
        var layer = new DepthwiseConv2D(kernel, stride, same ? Padding.Same : Padding.Valid, multiplier, dilation);
        var net = Net.Of([height, width, channels], layer);
        var batch = Net.Batch(3, [height, width, channels]);
        Net.AssertNear(Direct.Depthwise(layer, batch.Span.ToArray(), 3, batch.Shape), Net.PredictEverywhere(net, batch));
    }

    [Theory]
    [InlineData(1, 7, 5)]
    [InlineData(20, 513, 33)]
    [InlineData(15, 1100, 70)]
    public void Dense_equals_the_direct_sum(int batch, int inputs, int units)
    {
        var layer = new Dense(units);
        var net = Net.Of([inputs], layer);
        var x = Net.Batch(batch, [inputs]);
        Net.AssertNear(Direct.Dense(layer, x.Span.ToArray(), batch), Net.PredictEverywhere(net, x));
    }

    [Fact]
    public void Dense_works_on_the_last_axis_of_any_rank()
    {
        var layer = new Dense(9, useBias: false);
        var net = Net.Of([3, 4, 6], layer);
        var x = Net.Batch(5, [3, 4, 6]);
        Net.AssertNear(Direct.Dense(layer, x.Span.ToArray(), 5 * 3 * 4), Net.PredictEverywhere(net, x));
    }
}
