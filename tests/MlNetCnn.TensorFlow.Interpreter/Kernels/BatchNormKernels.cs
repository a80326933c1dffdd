namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>
/// FusedBatchNormV3 and its gradient (<c>fused_batch_norm_op.cc</c>, the CPU's). In training the second and third output are what a moving average takes: the mean, and the variance
/// divided by n - 1 (mixed with the old ones where exponential_avg_factor is not 1); the reserved ones are the mean and the variance divided by n, for the gradient. In inference
/// TensorFlow leaves the reserved ones unwritten: here they are NaN.
/// </summary>
internal static class BatchNormKernels
{
    private const string T = "T type in float";
    private const string U = "U type in float";
    private const string Epsilon = "epsilon float = 0.0001";
    private const string Training = "is_training bool = true";

    [Kernel(
        "FusedBatchNormV3", "x T, scale U, offset U, mean U, variance U -> y T, batch_mean U, batch_variance U, reserve_space_1 U, reserve_space_2 U, reserve_space_3 U", T, U, Epsilon,
        "exponential_avg_factor float = 1", Picture.Format, Training)]
    public static Tensor[] Forward(KernelCall call)
    {
        call.Require(call[0].Rank == 4, $"input must be 4 or 5-dimensional{call[0].ShapeText}");
        string[] names = ["", "scale", "offset", "estimated_mean", "estimated_variance"];
        for (var i = 1; i <= 4; i++) call.Require(call[i].Rank == 1, $"{names[i]} must be 1-dimensional{call[i].ShapeText}");
        var input = Picture.Last(call, call[0]);
        var (training, factor) = (call.Flag("is_training"), call.Number("exponential_avg_factor"));
        var channels = input.Shape[3];
        for (var i = 1; i <= 2; i++)
            call.Require(call[i].Count == channels, $"{names[i]} must have the same number of elements as the channels of x, got {call[i].Count} and {channels}");
        if (!training || factor != 1)
            for (var i = 3; i <= 4; i++)
                call.Require(
                    call[i].Count == channels,
                    $"When {(training ? "exponential_avg_factor != 1" : "is_training=false")}, {(i == 3 ? "mean" : "variance")} must have the same number of elements as the channels of x, got {call[i].Count} and {channels}");
        double[] x = input.Reals(), scale = call[1].Reals(), offset = call[2].Reals(), oldMean = call[3].Reals(), oldVariance = call[4].Reals();
        var (mean, variance) = training ? Moments(x, channels) : (oldMean, oldVariance);
        var (y, epsilon) = (new double[x.Length], call.Number("epsilon"));
        for (var i = 0; i < y.Length; i++)
        {
            var c = i % channels;
            y[i] = (x[i] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * scale[c] + offset[c];
        }

        Tensor Row(Func<int, double> value) => Tensor.Real(DataType.Float, [channels], [.. Enumerable.Range(0, channels).Select(value)]);
        var count = x.Length / Math.Max(1, channels);
        var bessel = count / (double)Math.Max(1, count - 1);
        double Mixed(double old, double now) => factor == 1 ? now : (1 - factor) * old + factor * now;
        double Old(double[] values, int c) => factor == 1 ? 0 : values[c];
        return
        [
            Picture.Back(call, Tensor.Real(input.Type, input.Shape, y)),
            Row(c => training ? Mixed(Old(oldMean, c), mean[c]) : mean[c]),
            Row(c => training ? Mixed(Old(oldVariance, c), variance[c] * bessel) : variance[c]),
            Row(c => training ? mean[c] : double.NaN),
            Row(c => training ? variance[c] : double.NaN),
            Tensor.Real(DataType.Float, [], [0]),
        ];
    }

    [Kernel(
        "FusedBatchNormGradV3",
        "y_backprop T, x T, scale float, reserve_space_1 U, reserve_space_2 U, reserve_space_3 U -> x_backprop T, scale_backprop U, offset_backprop U, reserve_space_4 U, reserve_space_5 U",
        T, U, Epsilon, Picture.Format, Training)]
    public static Tensor[] Gradient(KernelCall call)
    {
        call.Require(call[0].Rank == 4 && call[1].Rank == 4, $"input must be 4 or 5-dimensional{call[0].ShapeText}");
        call.Require(
            Shapes.Same(call[0].Shape, call[1].Shape),
            $"x and y_backprop must have same shape, but x has shape {call[1].ShapeText} and y_backprop has shape {call[0].ShapeText}");
        var (gradient, input) = (Picture.Last(call, call[0]), Picture.Last(call, call[1]));
        var channels = input.Shape[3];
        string[] names = ["scale", "reserve_space_1", "reserve_space_2"];
        for (var i = 0; i < 3; i++)
            call.Require(
                call[i + 2].Rank == 1 && call[i + 2].Count == channels, $"{names[i]} must have the same number of elements as the channels of x, got {call[i + 2].Count} and {channels}");
        double[] dy = gradient.Reals(), x = input.Reals(), scale = call[2].Reals(), mean = call[3].Reals(), variance = call[4].Reals();
        double[] sum = new double[channels], product = new double[channels], dx = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            sum[i % channels] += dy[i];
            product[i % channels] += dy[i] * (x[i] - mean[i % channels]);
        }

        var training = call.Flag("is_training");
        var count = x.Length / (double)Math.Max(1, channels);
        var epsilon = call.Number("epsilon");
        for (var i = 0; i < x.Length; i++)
        {
            var c = i % channels;
            var spread = variance[c] + epsilon;
            dx[i] = scale[c] / Math.Sqrt(spread) * (training ? dy[i] - sum[c] / count - (x[i] - mean[c]) * product[c] / count / spread : dy[i]);
        }

        Tensor Row(Func<int, double> value) => Tensor.Real(DataType.Float, [channels], [.. Enumerable.Range(0, channels).Select(value)]);
        Tensor none = new(DataType.Float, training ? [0] : [channels], new float[training ? 0 : channels]);
        return [Picture.Back(call, Tensor.Real(input.Type, input.Shape, dx)), Row(c => product[c] / Math.Sqrt(variance[c] + epsilon)), Row(c => sum[c]), none, none];
    }

    private static (double[] Mean, double[] Variance) Moments(double[] x, int channels)
    {
        double[] mean = new double[channels], variance = new double[channels];
        var count = x.Length / (double)Math.Max(1, channels);
        for (var i = 0; i < x.Length; i++) mean[i % channels] += x[i] / count;
        for (var i = 0; i < x.Length; i++) variance[i % channels] += (x[i] - mean[i % channels]) * (x[i] - mean[i % channels]) / count;
        return count == 0 ? (Array.ConvertAll(mean, _ => double.NaN), Array.ConvertAll(mean, _ => double.NaN)) : (mean, variance);
    }
}
