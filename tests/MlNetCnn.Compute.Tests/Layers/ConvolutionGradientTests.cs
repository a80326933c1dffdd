using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

/// <summary>Direct methods against float64: forward, gradient by the input, gradient by the kernel; and the same bits from every width and number of threads.</summary>
public class ConvolutionGradientTests
{
    // height, width, channels, filters, kernel height and width, strides, dilations, groups, same, batch
    public static TheoryData<int, int, int, int, int, int, int, int, int, int, int, bool, int> Shapes => new()
    {
        { 7, 9, 3, 5, 3, 3, 1, 1, 1, 1, 1, true, 3 },
        { 8, 8, 3, 33, 3, 3, 2, 2, 1, 1, 1, true, 3 },
        { 9, 7, 3, 32, 3, 3, 2, 2, 1, 1, 1, false, 2 },
        { 20, 31, 1, 32, 3, 3, 1, 1, 1, 1, 1, false, 2 },
        { 15, 13, 3, 8, 7, 7, 2, 2, 1, 1, 1, true, 2 },
        { 9, 6, 17, 64, 3, 3, 2, 2, 1, 1, 1, true, 2 },
        { 6, 5, 64, 17, 1, 1, 1, 1, 1, 1, 1, false, 3 },
        { 5, 11, 33, 40, 1, 1, 2, 2, 1, 1, 1, true, 2 },
        { 13, 13, 1, 1, 5, 5, 3, 3, 1, 1, 1, true, 2 },
        { 12, 10, 5, 33, 3, 3, 1, 1, 2, 2, 1, true, 2 },
        { 12, 10, 16, 7, 3, 3, 1, 1, 3, 3, 1, false, 2 },
        { 13, 11, 4, 6, 3, 3, 2, 3, 2, 2, 1, true, 2 }, // strides and dilation at once
        { 14, 10, 4, 6, 3, 2, 3, 2, 2, 1, 1, false, 2 },
        { 6, 7, 6, 9, 3, 3, 1, 1, 1, 1, 3, true, 2 },
        { 9, 9, 34, 66, 2, 2, 2, 2, 1, 1, 2, false, 2 },
        { 5, 5, 4, 4, 7, 7, 1, 1, 1, 1, 1, true, 2 },
        { 6, 8, 3, 4, 2, 5, 1, 3, 1, 1, 1, true, 2 },
        { 3, 300, 2, 5, 3, 3, 1, 1, 1, 1, 1, true, 2 }, // a line in several blocks
        { 3, 270, 9, 5, 1, 3, 1, 1, 1, 1, 1, true, 1 },
        { 2, 2, 16, 4, 5, 5, 1, 1, 3, 3, 1, true, 2 }, // elements of the window that never meet the picture
        { 33, 35, 20, 40, 1, 1, 1, 1, 1, 1, 1, false, 2 },
        { 1, 1, 3, 4, 1, 1, 2, 2, 1, 1, 1, true, 1 },
        { 13, 19, 24, 48, 1, 1, 1, 1, 1, 1, 1, true, 2 },
        { 13, 19, 16, 70, 1, 1, 1, 1, 1, 1, 1, true, 2 },
        { 13, 19, 96, 7, 1, 1, 1, 1, 1, 1, 1, true, 2 },
        { 13, 19, 3, 33, 1, 1, 1, 1, 1, 1, 1, true, 2 },
        { 9, 40, 2, 20, 3, 4, 1, 1, 2, 1, 1, true, 2 },
        { 11, 30, 1, 40, 2, 5, 1, 2, 1, 1, 1, false, 2 },
    };

    private static (Windows Windows, Size2D) Make(int h, int w, int c, int kh, int kw, int sy, int sx, int dy, int dx, bool same)
    {
        var padding = same ? Padding.Same : Padding.Valid;
        int oh = Direct.Axis(h, kh, sy, dy, padding).Size, ow = Direct.Axis(w, kw, sx, dx, padding).Size;
        return (Windows.Of([h, w, c], [oh, ow, 1], (kh, kw), (sy, sx), (dy, dx), padding), (oh, ow));
    }

    /// <summary>With the zeros' signs.</summary>
    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];

    [Theory, MemberData(nameof(Shapes))]
    public void Direct_methods_equal_the_sums(int h, int w, int c, int f, int kh, int kw, int sy, int sx, int dy, int dx, int groups, bool same, int batch)
    {
        var (windows, _) = Make(h, w, c, kh, kw, sy, sx, dy, dx, same);
        var x = Net.Random(batch * windows.InputCount, "x");
        var kernel = Net.Random(windows.Elements * c / groups * f, "kernel");
        var gradient = Net.Random(batch * windows.Positions * f, "gradient");

        var forward = Methods.Everywhere((k, t) => Methods.Run(new DirectConvolution(k, windows, f, groups), k, t, batch, x, kernel, f, gradient.Length));
        Net.AssertNear(DirectGradients.Forward(windows, f, groups, batch, x, kernel), forward);

        if (FewChannelConvolution.Fits(windows, groups))
        {
            Assert.Equal(forward, Methods.Everywhere((k, t) => Methods.Run(new FewChannelConvolution(k, windows, f), k, t, batch, x, kernel, f, gradient.Length)));
            var pooled = Pooled(forward, batch, windows.OutHeight, windows.OutWidth, f);
            Assert.Equal(pooled, Methods.Everywhere((k, t) => Methods.Run(new FewChannelConvolution(k, windows, f), k, t, batch, x, kernel, f, pooled.Length, pool: true)));
        }

        if (PixelConvolution.Fits(windows, groups))
            Assert.Equal(forward, Methods.Everywhere((k, t) => Methods.Run(new PixelConvolution(k, windows, f), k, t, batch, x, kernel, f, gradient.Length)));

        var byInput = Methods.Everywhere((k, t) => Methods.Run(new DirectInputGradient(k, windows, f, groups), k, t, batch, gradient, kernel, c, x.Length));
        Net.AssertNear(DirectGradients.ByInput(windows, f, groups, batch, kernel, gradient), byInput);

        if (FewChannelInputGradient.Fits(windows, groups))
            Assert.Equal(Bits(byInput), Bits(Methods.Everywhere((k, t) => Methods.Run(new FewChannelInputGradient(k, windows, f), k, t, batch, gradient, kernel, c, x.Length))));

        var byKernel = Methods.Everywhere((k, t) => Methods.Run(new DirectKernelGradient(k, windows, f, groups), k, t, batch, x, gradient, kernel.Length));
        Net.AssertNear(DirectGradients.ByKernel(windows, f, groups, batch, x, gradient), byKernel);

        // A picture's results do not depend on its company.
        var last = Methods.Run(
            new DirectInputGradient(Simd.Kernels.Best, windows, f, groups), Simd.Kernels.Best, 2, 1, gradient[^(gradient.Length / batch)..], kernel, c, x.Length / batch);
        Assert.Equal(byInput[^last.Length..], last);
    }

    private static float[] Pooled(float[] values, int batch, int height, int width, int channels)
    {
        var pooled = new List<float>();
        for (var n = 0; n < batch; n++)
            for (var y = 0; y + 1 < height; y += 2)
                for (var x = 0; x + 1 < width; x += 2)
                    for (var c = 0; c < channels; c++)
                    {
                        float At(int dy, int dx) => values[((n * height + y + dy) * width + x + dx) * channels + c];
                        pooled.Add(Math.Max(Math.Max(At(0, 0), At(0, 1)), Math.Max(At(1, 0), At(1, 1))));
                    }

        return [.. pooled];
    }

    // height, width, channels, multiplier, kernel height and width, strides, dilations, same
    public static TheoryData<int, int, int, int, int, int, int, int, int, int, bool> DepthwiseShapes => new()
    {
        { 7, 9, 3, 1, 3, 3, 1, 1, 1, 1, true },
        { 8, 8, 33, 1, 3, 3, 2, 2, 1, 1, true },
        { 8, 7, 64, 1, 3, 3, 2, 2, 1, 1, false },
        { 9, 9, 17, 1, 5, 5, 1, 1, 1, 1, true },
        { 10, 9, 24, 1, 3, 3, 1, 1, 2, 2, true },
        { 10, 9, 21, 1, 3, 3, 2, 3, 2, 2, true },
        { 6, 7, 3, 2, 3, 3, 1, 1, 1, 1, true },
        { 19, 6, 17, 3, 3, 3, 2, 2, 1, 1, false },
        { 2, 2, 16, 1, 7, 7, 1, 1, 3, 3, true },
        { 7, 8, 80, 1, 2, 3, 3, 1, 1, 2, true },
        { 33, 300, 1, 2, 3, 3, 1, 2, 1, 1, true },
        { 1, 1, 5, 1, 3, 3, 1, 1, 1, 1, true },
    };

    [Theory, MemberData(nameof(DepthwiseShapes))]
    public unsafe void Depthwise_equals_the_sums(int h, int w, int c, int m, int kh, int kw, int sy, int sx, int dy, int dx, bool same)
    {
        const int Batch = 3;
        var (windows, _) = Make(h, w, c, kh, kw, sy, sx, dy, dx, same);
        var outputs = c * m;
        float[] x = Net.Random(Batch * windows.InputCount, "x"), kernel = Net.Random(windows.Elements * outputs, "kernel"), gradient = Net.Random(Batch * windows.Positions * outputs, "gradient");
        using NativeBufferScope px = new(x), pk = new(kernel), pg = new(gradient);
        using var convolution = new DepthwiseConvolution(windows, m);
        using var plain = new Epilogue(outputs);

        // As many groups as channels: the same products.
        var forward = Methods.Everywhere((k, t) => Methods.Run(k, t, Batch, convolution.Scratch, 0, gradient.Length, (run, y) => convolution.Forward(run, px.Pointer, pk.Pointer, plain, y.Value)));
        Net.AssertNear(DirectGradients.Forward(windows, outputs, c, Batch, x, kernel), forward);
        var byInput = Methods.Everywhere((k, t) => Methods.Run(k, t, Batch, convolution.BackwardScratch, 0, x.Length, (run, y) => convolution.InputGradient(run, pg.Pointer, pk.Pointer, y.Value)));
        Net.AssertNear(DirectGradients.ByInput(windows, outputs, c, Batch, kernel, gradient), byInput);
        var byKernel = Methods.Everywhere((k, t) => Methods.Run(
            k, t, Batch, convolution.BackwardScratch, convolution.BackwardSharedScratch(Batch), kernel.Length, (run, y) => convolution.KernelGradient(run, px.Pointer, pg.Pointer, y.Value)));
        Net.AssertNear(DirectGradients.ByKernel(windows, outputs, c, Batch, x, gradient), byKernel);
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(1, 32, 1)]
    [InlineData(3, 50, 1)]
    [InlineData(1, 34, 2)]
    [InlineData(0, 40, 1)]
    public unsafe void A_residual_is_added_before_the_clamp(int size, int filters, int groups)
    {
        // 0: one pixel of 24 channels, read where it lies.
        var channels = size == 0 ? 24 : 20;
        var (windows, _) = Make(9, 7, channels, Math.Max(size, 1), Math.Max(size, 1), 1, 1, 1, 1, true);
        float[] x = Net.Random(2 * windows.InputCount, "x"), kernel = Net.Random(windows.Elements * channels / groups * filters, "kernel"), residual = Net.Random(2 * windows.Positions * filters, "residual");
        var exact = DirectGradients.Forward(windows, filters, groups, 2, x, kernel);
        for (var i = 0; i < residual.Length; i++)
        {
            exact.Values[i] = Math.Max(exact.Values[i] * (1 + i % filters) + 2 + residual[i], 0);
            exact.Magnitudes[i] = exact.Magnitudes[i] * (1 + i % filters) + 2 + Math.Abs(residual[i]);
        }

        using NativeBufferScope px = new(x), pk = new(kernel), pr = new(residual);
        var actual = Methods.Everywhere((k, t) =>
        {
            using ConvolutionMethod method = size == 0 ? new PixelConvolution(k, windows, filters) : new DirectConvolution(k, windows, filters, groups);
            using var epilogue = new Epilogue(filters);
            epilogue.Rescale([.. Enumerable.Range(1, filters).Select(f => (float)f)], [.. Enumerable.Repeat(2f, filters)]);
            epilogue.Activate(new Functions.Relu());
            method.Pack(pk.Pointer, t);
            return Methods.Run(k, t, 2, method.Scratch, 0, residual.Length, (run, y) => method.RunAdding(run, px.Pointer, pr.Pointer, epilogue, y.Value));
        });
        Net.AssertNear(exact, actual);
    }

    /// <summary>A long sum: a hundred thousand positions, all of one sign, where plain float32 sums lose four digits.</summary>
    [Theory]
    [InlineData(1, 3, 16)]
    [InlineData(3, 1, 16)]
    [InlineData(20, 1, 4)]
    public void Kernel_gradient_stays_exact_over_many_positions(int channels, int size, int filters)
    {
        var (windows, _) = Make(320, 320, channels, size, size, 1, 1, 1, 1, true);
        float[] x = [.. Net.Random(windows.InputCount, "x").Select(v => 1 + v * v)], gradient = [.. Net.Random(windows.Positions * filters, "gradient").Select(v => 1 + v * v)];
        var expected = DirectGradients.ByKernel(windows, filters, 1, 1, x, gradient);
        var actual = Methods.Run(new DirectKernelGradient(Simd.Kernels.Best, windows, filters, 1), Simd.Kernels.Best, 2, 1, x, gradient, expected.Values.Length);
        Net.AssertNear(expected, actual, 2e-6);
    }

    /// <summary>A training step with learning rate 1 shows the gradients of weights: w - w' is the loss's slope.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_steps_move_kernel_and_bias_down_the_slope(bool depthwise)
    {
        const int Batch = 3;
        Layer layer = depthwise
            ? new DepthwiseConv2D(3, 2, Padding.Same, 2, activation: "relu")
            : new Conv2D(6, 3, 2, Padding.Same, activation: "relu");
        var net = Net.Of([7, 5, 3], layer, new Flatten());
        var before = net.Weights.Select(w => w.Values.ToArray()).ToArray();
        var (windows, _) = Make(7, 5, 3, 3, 3, 2, 2, 1, 1, true);
        const int Filters = 6;
        var groups = depthwise ? 3 : 1;
        var x = Net.Batch(Batch, [7, 5, 3]);
        var count = windows.Positions * Filters;
        var target = Net.Batch(Batch, [count], "target");

        using var executable = new ManagedEngine().Compile(net, new() { Threads = 2, Training = new() { Loss = new MeanSquaredError(), Optimizer = new Sgd(1) } });
        executable.TrainStep([x], target);
        executable.ReadWeights();

        var sums = DirectGradients.Forward(windows, Filters, groups, Batch, x.Span.ToArray(), before[0]).Values;
        var slope = new float[sums.Length];
        double[] bias = new double[Filters], magnitudes = new double[Filters];
        for (var i = 0; i < sums.Length; i++)
        {
            var y = Math.Max(sums[i] + before[1][i % Filters], 0);
            slope[i] = y > 0 ? (float)(2 * (y - target.Span[i]) / sums.Length) : 0;
            bias[i % Filters] += slope[i];
            magnitudes[i % Filters] += Math.Abs(slope[i]) + Math.Abs(before[1][i % Filters]);
        }

        var expected = DirectGradients.ByKernel(windows, Filters, groups, Batch, x.Span.ToArray(), slope);
        for (var i = 0; i < before[0].Length; i++) expected.Magnitudes[i] += Math.Abs(before[0][i]);
        Net.AssertNear(expected, [.. before[0].Zip(net.Weights[0].Values.ToArray(), (a, b) => a - b)], 1e-6);
        Net.AssertNear(new Exact(bias, magnitudes), [.. before[1].Zip(net.Weights[1].Values.ToArray(), (a, b) => a - b)], 1e-6);
    }

    private sealed unsafe class NativeBufferScope(float[] values) : IDisposable
    {
        private readonly Memory.NativeBuffer _buffer = Methods.Copy(values);

        public float* Pointer => _buffer.Pointer;

        public void Dispose() => _buffer.Dispose();
    }
}
