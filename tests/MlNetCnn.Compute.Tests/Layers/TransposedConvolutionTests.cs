using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

/// <summary>Conv2DTranspose and SeparableConv2D with all gradients against float64 sums.</summary>
public class TransposedConvolutionTests
{
    // height, width, channels, filters, kernel, strides, dilation, output padding (-1: none), same
    public static TheoryData<int, int, int, int, int, int, int, int, int, int, bool> Shapes => new()
    {
        { 4, 5, 3, 5, 3, 3, 1, 1, 1, -1, true },
        { 4, 5, 17, 33, 3, 3, 1, 1, 1, -1, false },
        { 4, 5, 16, 24, 3, 3, 1, 1, 1, -1, true }, // Winograd's
        { 4, 3, 3, 5, 3, 3, 2, 2, 1, -1, true },
        { 4, 3, 5, 3, 3, 3, 2, 2, 1, -1, false },
        { 4, 3, 3, 5, 2, 4, 2, 3, 1, -1, true },
        { 3, 3, 4, 2, 2, 1, 3, 3, 1, -1, false }, // gaps that no element reaches
        { 3, 3, 4, 2, 2, 1, 3, 3, 1, -1, true },
        { 4, 3, 3, 5, 3, 3, 2, 2, 1, 0, true },
        { 4, 3, 3, 5, 3, 3, 2, 2, 1, 1, true },
        { 4, 3, 3, 5, 4, 4, 2, 2, 1, 0, true },
        { 4, 3, 3, 5, 4, 4, 2, 2, 1, 1, true },
        { 4, 3, 3, 5, 3, 4, 2, 2, 1, 1, false },
        { 4, 5, 3, 5, 3, 3, 1, 1, 2, -1, true },
        { 4, 5, 3, 5, 3, 2, 1, 1, 2, -1, false },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Conv2DTranspose_equals_the_sums(int h, int w, int c, int f, int kh, int kw, int sy, int sx, int dilation, int added, bool same)
    {
        const int Batch = 2;
        Size2D? outputPadding = added < 0 ? null : (Size2D)added;
        var layer = new Conv2DTranspose(f, (kh, kw), (sy, sx), same ? Padding.Same : Padding.Valid, outputPadding, dilation, useBias: true);
        Net.Of([h, w, c], layer);
        var x = Net.Batch(Batch, [h, w, c]);
        var shape = layer.ComputeOutputShape([x.Shape]);
        var gradient = Net.Random(Batch * shape.Count, "gradient");

        // Every input position adds to the outputs that its window, begun at position * stride - cut, covers.
        int cutY = CutOf(kh, sy, dilation, same, added), cutX = CutOf(kw, sx, dilation, same, added);
        var windows = new Windows(shape[0], shape[1], f, h, w, (kh, kw), (sy, sx), dilation, cutY, cutX);
        float[] kernel = [.. layer.Kernel!.Values], bias = [.. layer.Bias!.Values], input = x.Span.ToArray();
        var forward = DirectGradients.ByInput(windows, c, 1, Batch, kernel, input);
        for (var i = 0; i < forward.Values.Length; i++)
        {
            forward.Values[i] += bias[i % f];
            forward.Magnitudes[i] += Math.Abs(bias[i % f]);
        }

        var actual = OperationHarness.RunEverywhere(layer, [x], gradient);
        Net.AssertNear(forward, actual.Output);
        Net.AssertNear(DirectGradients.Forward(windows, c, 1, Batch, gradient, kernel), actual.InputGradients[0]);
        Net.AssertNear(DirectGradients.ByKernel(windows, c, 1, Batch, gradient, input), actual.WeightGradients["kernel"]);
        Net.AssertNear(Columns(gradient, f), actual.WeightGradients["bias"]);
    }

    /// <summary>Keras: of span - 1 rows before, those stay that its padding before has.</summary>
    private static int CutOf(int size, int stride, int dilation, bool same, int added)
    {
        var span = (size - 1) * dilation + 1;
        if (!same) return 0;
        var total = added < 0 ? stride + span - 2 : span + span % 2 - 2 + added;
        var before = Math.Min((int)Math.Ceiling(total / 2.0), span - 1);
        return span - 1 - before;
    }

    // height, width, channels, multiplier, filters, kernel, stride, dilation, same
    public static TheoryData<int, int, int, int, int, int, int, int, bool> SeparableShapes => new()
    {
        { 7, 9, 3, 1, 5, 3, 1, 1, true },
        { 8, 7, 33, 1, 17, 3, 2, 1, true },
        { 8, 7, 5, 3, 40, 3, 2, 1, false },
        { 9, 9, 16, 2, 8, 5, 1, 2, true },
    };

    [Theory, MemberData(nameof(SeparableShapes))]
    public void SeparableConv2D_equals_the_sums(int h, int w, int c, int multiplier, int f, int kernel, int stride, int dilation, bool same)
    {
        const int Batch = 2;
        var padding = same ? Padding.Same : Padding.Valid;
        var layer = new SeparableConv2D(f, kernel, stride, padding, dilation, multiplier);
        Net.Of([h, w, c], layer);
        var x = Net.Batch(Batch, [h, w, c]);
        var shape = layer.ComputeOutputShape([x.Shape]);
        var gradient = Net.Random(Batch * shape.Count, "gradient");
        var between = c * multiplier;
        var first = Windows.Of(x.Shape, shape, kernel, stride, dilation, padding);
        var second = new Windows(shape[0], shape[1], between, shape[0], shape[1], 1, 1, 1, 0, 0);
        float[] depthwise = [.. layer.DepthwiseKernel!.Values], pointwise = [.. layer.PointwiseKernel!.Values], bias = [.. layer.Bias!.Values], input = x.Span.ToArray();

        var exact = DirectGradients.Forward(first, between, c, Batch, input, depthwise);
        float[] middle = Floats(exact.Values), middleSizes = Floats(exact.Magnitudes);
        // What lies between is rounded too: errors are relative to the magnitudes of all products.
        var forward = DirectGradients.Forward(second, f, 1, Batch, middle, pointwise) with
        {
            Magnitudes = DirectGradients.Forward(second, f, 1, Batch, middleSizes, pointwise).Magnitudes,
        };
        for (var i = 0; i < forward.Values.Length; i++)
        {
            forward.Values[i] += bias[i % f];
            forward.Magnitudes[i] += Math.Abs(bias[i % f]);
        }

        var back = DirectGradients.ByInput(second, f, 1, Batch, pointwise, gradient);
        float[] middleGradient = Floats(back.Values), backSizes = Floats(back.Magnitudes);
        var actual = OperationHarness.RunEverywhere(layer, [x], gradient);
        Net.AssertNear(forward, actual.Output);
        Net.AssertNear(
            DirectGradients.ByKernel(second, f, 1, Batch, middle, gradient) with { Magnitudes = DirectGradients.ByKernel(second, f, 1, Batch, middleSizes, gradient).Magnitudes },
            actual.WeightGradients["pointwise_kernel"]);
        Net.AssertNear(
            DirectGradients.ByKernel(first, between, c, Batch, input, middleGradient) with { Magnitudes = DirectGradients.ByKernel(first, between, c, Batch, input, backSizes).Magnitudes },
            actual.WeightGradients["depthwise_kernel"]);
        Net.AssertNear(
            DirectGradients.ByInput(first, between, c, Batch, depthwise, middleGradient) with { Magnitudes = DirectGradients.ByInput(first, between, c, Batch, depthwise, backSizes).Magnitudes },
            actual.InputGradients[0]);
        Net.AssertNear(Columns(gradient, f), actual.WeightGradients["bias"]);
    }

    private static float[] Floats(double[] values) => [.. values.Select(v => (float)v)];

    private static Exact Columns(float[] rows, int columns)
    {
        var sums = new Exact(new double[columns], new double[columns]);
        for (var i = 0; i < rows.Length; i++)
        {
            sums.Values[i % columns] += rows[i];
            sums.Magnitudes[i % columns] += Math.Abs(rows[i]);
        }

        return sums;
    }
}
