using MlNetCnn.TensorFlow.Interpreter;
using static MlNetCnn.TensorFlow.Tests.Interpreter.KernelRunner;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>
/// Each gradient operation against central differences of its forward operation, in double: for a random dy, the gradient of Σ dy·f(x) by x. Only the forward operations are needed to
/// know what is right.
/// </summary>
public sealed class GradientTests
{
    private static readonly Dictionary<string, Action> Tests = new(StringComparer.Ordinal)
    {
        ["ReluGrad"] = () => ByInput("Relu", "ReluGrad"),
        ["Relu6Grad"] = () => ByInput("Relu6", "Relu6Grad"),
        ["LeakyReluGrad"] = () => ByInput("LeakyRelu", "LeakyReluGrad", ("alpha", 0.25f)),
        ["SoftplusGrad"] = () => ByInput("Softplus", "SoftplusGrad"),
        ["SoftsignGrad"] = () => ByInput("Softsign", "SoftsignGrad"),
        ["EluGrad"] = () => ByOutput("Elu", "EluGrad"),
        ["SeluGrad"] = () => ByOutput("Selu", "SeluGrad"),
        ["SigmoidGrad"] = () => ByOutput("Sigmoid", "SigmoidGrad", outputFirst: true),
        ["TanhGrad"] = () => ByOutput("Tanh", "TanhGrad", outputFirst: true),
        ["SqrtGrad"] = () => ByOutput("Sqrt", "SqrtGrad", outputFirst: true, low: 0.5),
        ["RsqrtGrad"] = () => ByOutput("Rsqrt", "RsqrtGrad", outputFirst: true, low: 0.5),
        ["ReciprocalGrad"] = () => ByOutput("Reciprocal", "ReciprocalGrad", outputFirst: true, low: 0.5),
        ["Conv2DBackpropInput"] = () => Convolution("Conv2D", [2, 6, 5, 4], [3, 2, 2, 6], 2, 1),
        ["Conv2DBackpropFilter"] = () => Convolution("Conv2D", [1, 7, 6, 2], [2, 3, 2, 3], 1, 2),
        ["DepthwiseConv2dNativeBackpropInput"] = () => Convolution("DepthwiseConv2dNative", [1, 6, 5, 3], [3, 2, 3, 2], 2, 1),
        ["DepthwiseConv2dNativeBackpropFilter"] = () => Convolution("DepthwiseConv2dNative", [2, 4, 5, 2], [2, 2, 2, 1], 1, 1),
        ["MaxPoolGrad"] = () => MaxPool(),
        ["AvgPoolGrad"] = () => AvgPool(),
        ["BiasAddGrad"] = () => BiasAdd(),
        ["MirrorPadGrad"] = () => MirrorPad(),
        ["StridedSliceGrad"] = () => StridedSlice(),
        ["ResizeBilinearGrad"] = () => Resize("ResizeBilinear"),
        ["ResizeBicubicGrad"] = () => Resize("ResizeBicubic"),
        ["ResizeNearestNeighborGrad"] = () => ResizeNearest(),
        ["SoftmaxCrossEntropyWithLogits"] = () => CrossEntropy(),
        ["SparseSoftmaxCrossEntropyWithLogits"] = () => SparseCrossEntropy(),
    };

    internal static IEnumerable<string> Compared => Tests.Keys;

    public static IEnumerable<TheoryDataRow<string>> Operations() => Tests.Keys.Select(op => new TheoryDataRow<string>(op));

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_gradient_operation_is_the_gradient_of_its_forward_operation(string op) => Tests[op]();

    [Fact]
    public void No_gradient_operation_is_left_out() =>
        Assert.Empty(KernelTable.Known.Where(op => op.EndsWith("Grad", StringComparison.Ordinal) || op.Contains("Backprop", StringComparison.Ordinal)).Except(Tests.Keys).Except(["InvGrad"]));

    private static void ByInput(string forward, string backward, params (string Name, AttrValue Value)[] more)
    {
        Dictionary<string, AttrValue> attributes = new(more.ToDictionary(m => m.Name, m => m.Value)) { ["T"] = DataType.Double };
        Check(Random(new(1), [3, 5], -8, 8), x => Run(forward, attributes, x)[0], (x, _, dy) => Run(backward, attributes, dy, x)[0]);
    }

    private static void ByOutput(string forward, string backward, bool outputFirst = false, double low = -4)
    {
        var attributes = Real();
        Check(Random(new(2), [3, 5], low, 4), x => Run(forward, attributes, x)[0], (_, y, dy) => Run(backward, attributes, outputFirst ? y : dy, outputFirst ? dy : y)[0]);
    }

    private static void Convolution(string op, int[] input, int[] filter, int stride, int dilation)
    {
        foreach (var format in new[] { "NHWC", "NCHW" })
        {
            var first = format == "NCHW";
            foreach (var padding in new[] { "SAME", "VALID", "EXPLICIT" })
            {
                int[] Four(int value) => first ? [1, 1, value, value] : [1, value, value, 1];
                long[] Longs(int[] values) => [.. values.Select(v => (long)v)];
                var attributes = Real();
                attributes["strides"] = Longs(Four(stride));
                attributes["dilations"] = Longs(Four(dilation));
                attributes["padding"] = padding;
                attributes["data_format"] = format;
                attributes["explicit_paddings"] = padding != "EXPLICIT" ? Array.Empty<long>() : first ? [0, 0, 0, 0, 2, 1, 0, 3] : [0, 0, 2, 1, 0, 3, 0, 0];
                int[] shape = first ? [input[0], input[3], input[1], input[2]] : input;
                var random = new Random(3);
                var (x0, f0) = (Random(random, shape), Random(random, filter));
                Check(x0, x => Run(op, attributes, x, f0)[0], (_, _, dy) => Run($"{op}BackpropInput", attributes, Vector(shape), f0, dy)[0]);
                Check(f0, f => Run(op, attributes, x0, f)[0], (_, _, dy) => Run($"{op}BackpropFilter", attributes, x0, Vector(filter), dy)[0]);
            }
        }
    }

    private static void MaxPool()
    {
        foreach (var padding in new[] { "SAME", "VALID" })
        {
            var attributes = Pool(padding, [1, 3, 2, 1], [1, 2, 1, 1]);
            Check(Random(new(4), [2, 6, 5, 2]), x => Run("MaxPool", attributes, x)[0], (x, y, dy) => Run("MaxPoolGrad", attributes, x, y, dy)[0]);
        }
    }

    private static void AvgPool()
    {
        foreach (var padding in new[] { "SAME", "VALID" })
        {
            var attributes = Pool(padding, [1, 3, 2, 1], [1, 2, 3, 1]);
            Check(Random(new(5), [2, 6, 5, 2]), x => Run("AvgPool", attributes, x)[0], (x, _, dy) => Run("AvgPoolGrad", attributes, Vector(x.Shape), dy)[0]);
        }
    }

    private static void BiasAdd()
    {
        var attributes = Real();
        var value = Random(new(6), [2, 3, 4]);
        Check(Random(new(7), [4]), b => Run("BiasAdd", attributes, value, b)[0], (_, _, dy) => Run("BiasAddGrad", attributes, dy)[0]);
    }

    private static void MirrorPad()
    {
        foreach (var mode in new[] { "REFLECT", "SYMMETRIC" })
        {
            var attributes = Real();
            attributes["mode"] = mode;
            var paddings = Vector(1, 2, 2, 2, 0, 1).As(3, 2);
            Check(Random(new(8), [3, 3, 2]), x => Run("MirrorPad", attributes, x, paddings)[0], (_, _, dy) => Run("MirrorPadGrad", attributes, dy, paddings)[0]);
        }
    }

    private static void StridedSlice()
    {
        var attributes = Real();
        attributes["Index"] = DataType.Int32;
        attributes["begin_mask"] = 2;
        attributes["shrink_axis_mask"] = 1;
        Tensor[] places = [Vector(1, 0, -1), Vector(2, 5, -4), Vector(1, 2, -2)];
        Check(Random(new(9), [2, 6, 5]), x => Run("StridedSlice", attributes, [x, .. places])[0], (x, _, dy) => Run("StridedSliceGrad", attributes, [Vector(x.Shape), .. places, dy])[0]);
    }

    private static void Resize(string op)
    {
        foreach (var (align, half) in new[] { (false, false), (true, false), (false, true) })
            foreach (var size in new[] { Vector(7, 3), Vector(2, 9) })
            {
                var attributes = Resizing(align, half);
                Check(Random(new(10), [2, 4, 5, 2]), x => Run(op, attributes, x, size)[0], (x, _, dy) => Run($"{op}Grad", attributes, dy, x)[0], step: 1, tolerance: 1e-5);
            }
    }

    private static void ResizeNearest()
    {
        foreach (var (align, half) in new[] { (false, false), (true, false), (false, true) })
        {
            var attributes = Resizing(align, half);
            Check(
                Random(new(11), [2, 4, 5, 2]), x => Run("ResizeNearestNeighbor", attributes, x, Vector(7, 3))[0], (_, _, dy) => Run("ResizeNearestNeighborGrad", attributes, dy, Vector(4, 5))[0]);
        }
    }

    private static void CrossEntropy()
    {
        var labels = Random(new(12), [4, 3], 0, 1);
        for (var r = 0; r < 4; r++)
        {
            // The operation's second output is the gradient for labels that sum to 1.
            var row = ((double[])labels.Data).AsSpan(r * 3, 3);
            row[2] = 1 - row[0] - row[1];
        }

        Check(Random(new(13), [4, 3]), x => Run("SoftmaxCrossEntropyWithLogits", Real(), x, labels)[0], (x, _, dy) => Rows(Run("SoftmaxCrossEntropyWithLogits", Real(), x, labels)[1], dy));
    }

    private static void SparseCrossEntropy()
    {
        var attributes = Real();
        attributes["Tlabels"] = DataType.Int32;
        var labels = Vector(2, 0, 1, 1);
        Check(Random(new(14), [4, 3]), x => Run("SparseSoftmaxCrossEntropyWithLogits", attributes, x, labels)[0], (x, _, dy) => Rows(Run("SparseSoftmaxCrossEntropyWithLogits", attributes, x, labels)[1], dy));
    }

    /// <summary>Each row times its factor.</summary>
    private static Tensor Rows(Tensor values, Tensor factors) => Run("Mul", Real(), values, factors.As(factors.Count, 1))[0];

    private static Dictionary<string, AttrValue> Real() => new() { ["T"] = DataType.Double };

    private static Dictionary<string, AttrValue> Pool(string padding, long[] size, long[] strides) =>
        new() { ["T"] = DataType.Double, ["ksize"] = size, ["strides"] = strides, ["padding"] = padding };

    private static Dictionary<string, AttrValue> Resizing(bool align, bool half) => new() { ["T"] = DataType.Double, ["align_corners"] = align, ["half_pixel_centers"] = half };

    private static void Check(Tensor x, Func<Tensor, Tensor> forward, Func<Tensor, Tensor, Tensor, Tensor> backward, double step = 1e-6, double tolerance = 1e-6)
    {
        var y = forward(x);
        var random = Random(new(99), y.Shape);
        var dy = Tensor.Real(y.Type, y.Shape, random.Reals());
        var actual = backward(x, y, dy);
        Assert.Equal(x.Shape, actual.Shape);
        var (weights, values) = (dy.Reals(), x.Reals());
        double Loss(int index, double by)
        {
            double[] moved = [.. values];
            moved[index] += by;
            var result = forward(Doubles(x.Shape, moved)).Reals();
            var sum = 0d;
            for (var i = 0; i < result.Length; i++) sum += weights[i] * result[i];
            return sum;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var expected = (Loss(i, step) - Loss(i, -step)) / (2 * step);
            Assert.True(Math.Abs(expected - actual.Reals()[i]) <= tolerance * Math.Max(1, Math.Abs(expected)) * 10, $"[{i}]: {expected} by differences, {actual.Reals()[i]} by the operation");
        }
    }
}
