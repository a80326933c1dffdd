using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Support;

/// <summary>A picture (or any tensor) in float64 with, per value, the sum of the magnitudes that went into it: rounding errors are bounded relative to that.</summary>
internal sealed record Exact(double[] Values, double[] Magnitudes);

/// <summary>Layers computed one value at a time in float64, straight from Keras's definitions and with none of the engine's code.</summary>
internal static class Direct
{
    public static (int Size, int Before) Axis(int input, int size, int stride, int dilation, Padding padding)
    {
        var span = (size - 1) * dilation + 1;
        if (padding == Padding.Valid) return ((int)Math.Ceiling((input - span + 1) / (double)stride), 0);
        var output = (int)Math.Ceiling(input / (double)stride);
        return (output, Math.Max((output - 1) * stride + span - input, 0) / 2);
    }

    public static Exact Conv2D(Conv2D layer, float[] x, int batch, Shape shape)
    {
        float[] w = [.. layer.Kernel!.Values], b = layer.Bias is { } bias ? [.. bias.Values] : new float[layer.Filters];
        var (oh, top) = Axis(shape[0], layer.KernelSize.Height, layer.Strides.Height, layer.DilationRate.Height, layer.Padding);
        var (ow, left) = Axis(shape[1], layer.KernelSize.Width, layer.Strides.Width, layer.DilationRate.Width, layer.Padding);
        int channels = shape[2], inGroup = channels / layer.Groups, outGroup = layer.Filters / layer.Groups;
        var y = new Exact(new double[batch * oh * ow * layer.Filters], new double[batch * oh * ow * layer.Filters]);
        var o = 0;
        for (var n = 0; n < batch; n++)
            for (var oy = 0; oy < oh; oy++)
                for (var ox = 0; ox < ow; ox++)
                    for (var f = 0; f < layer.Filters; f++, o++)
                    {
                        double sum = b[f], magnitude = Math.Abs(b[f]);
                        for (var ky = 0; ky < layer.KernelSize.Height; ky++)
                            for (var kx = 0; kx < layer.KernelSize.Width; kx++)
                            {
                                int iy = oy * layer.Strides.Height - top + ky * layer.DilationRate.Height, ix = ox * layer.Strides.Width - left + kx * layer.DilationRate.Width;
                                if (iy < 0 || ix < 0 || iy >= shape[0] || ix >= shape[1]) continue;
                                for (var c = 0; c < inGroup; c++)
                                {
                                    var term = (double)x[((n * shape[0] + iy) * shape[1] + ix) * channels + f / outGroup * inGroup + c]
                                        * w[((ky * layer.KernelSize.Width + kx) * inGroup + c) * layer.Filters + f];
                                    sum += term;
                                    magnitude += Math.Abs(term);
                                }
                            }

                        (y.Values[o], y.Magnitudes[o]) = (sum, magnitude);
                    }

        return y;
    }

    public static Exact Depthwise(DepthwiseConv2D layer, float[] x, int batch, Shape shape)
    {
        int channels = shape[2], multiplier = layer.DepthMultiplier, outputs = channels * multiplier;
        float[] w = [.. layer.Kernel!.Values], b = layer.Bias is { } bias ? [.. bias.Values] : new float[outputs];
        var (oh, top) = Axis(shape[0], layer.KernelSize.Height, layer.Strides.Height, layer.DilationRate.Height, layer.Padding);
        var (ow, left) = Axis(shape[1], layer.KernelSize.Width, layer.Strides.Width, layer.DilationRate.Width, layer.Padding);
        var y = new Exact(new double[batch * oh * ow * outputs], new double[batch * oh * ow * outputs]);
        var o = 0;
        for (var n = 0; n < batch; n++)
            for (var oy = 0; oy < oh; oy++)
                for (var ox = 0; ox < ow; ox++)
                    for (var c = 0; c < outputs; c++, o++)
                    {
                        double sum = b[c], magnitude = Math.Abs(b[c]);
                        for (var ky = 0; ky < layer.KernelSize.Height; ky++)
                            for (var kx = 0; kx < layer.KernelSize.Width; kx++)
                            {
                                int iy = oy * layer.Strides.Height - top + ky * layer.DilationRate.Height, ix = ox * layer.Strides.Width - left + kx * layer.DilationRate.Width;
                                if (iy < 0 || ix < 0 || iy >= shape[0] || ix >= shape[1]) continue;
                                var term = (double)x[((n * shape[0] + iy) * shape[1] + ix) * channels + c / multiplier] * w[(ky * layer.KernelSize.Width + kx) * outputs + c];
                                sum += term;
                                magnitude += Math.Abs(term);
                            }

                        (y.Values[o], y.Magnitudes[o]) = (sum, magnitude);
                    }

        return y;
    }

    public static Exact Pool(Pooling2D layer, float[] x, int batch, Shape shape, bool average)
    {
        var channels = shape[2];
        var (oh, top) = Axis(shape[0], layer.PoolSize.Height, layer.Strides.Height, 1, layer.Padding);
        var (ow, left) = Axis(shape[1], layer.PoolSize.Width, layer.Strides.Width, 1, layer.Padding);
        var y = new Exact(new double[batch * oh * ow * channels], new double[batch * oh * ow * channels]);
        var o = 0;
        for (var n = 0; n < batch; n++)
            for (var oy = 0; oy < oh; oy++)
                for (var ox = 0; ox < ow; ox++)
                    for (var c = 0; c < channels; c++, o++)
                    {
                        var seen = new List<double>();
                        for (var ky = 0; ky < layer.PoolSize.Height; ky++)
                            for (var kx = 0; kx < layer.PoolSize.Width; kx++)
                            {
                                int iy = oy * layer.Strides.Height - top + ky, ix = ox * layer.Strides.Width - left + kx;
                                if (iy >= 0 && ix >= 0 && iy < shape[0] && ix < shape[1]) seen.Add(x[((n * shape[0] + iy) * shape[1] + ix) * channels + c]);
                            }

                        (y.Values[o], y.Magnitudes[o]) = (average ? seen.Average() : seen.Max(), seen.Max(Math.Abs));
                    }

        return y;
    }

    public static Exact Dense(Dense layer, float[] x, int rows)
    {
        float[] w = [.. layer.Kernel!.Values], b = layer.Bias is { } bias ? [.. bias.Values] : new float[layer.Units];
        var inputs = x.Length / rows;
        var y = new Exact(new double[rows * layer.Units], new double[rows * layer.Units]);
        for (var r = 0; r < rows; r++)
            for (var u = 0; u < layer.Units; u++)
            {
                double sum = b[u], magnitude = Math.Abs(b[u]);
                for (var i = 0; i < inputs; i++)
                {
                    var term = (double)x[r * inputs + i] * w[i * layer.Units + u];
                    sum += term;
                    magnitude += Math.Abs(term);
                }

                (y.Values[r * layer.Units + u], y.Magnitudes[r * layer.Units + u]) = (sum, magnitude);
            }

        return y;
    }

    /// <summary>The activation functions from their definitions.</summary>
    public static double Activate(string name, double x) => name switch
    {
        "linear" => x,
        "relu" => Math.Max(x, 0),
        "relu6" => Math.Min(Math.Max(x, 0), 6),
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "tanh" => (Math.Exp(2 * x) - 1) / (Math.Exp(2 * x) + 1),
        "softplus" => x > 30 ? x : Math.Log(1 + Math.Exp(x)),
        "elu" => x > 0 ? x : Math.Exp(x) - 1,
        "selu" => 1.0507009873554804934 * (x > 0 ? x : 1.6732632423543772848 * (Math.Exp(x) - 1)),
        "silu" => x / (1 + Math.Exp(-x)),
        "gelu" => x * NormalCdf(x),
        "hard_silu" => x * Math.Clamp(x / 6 + 0.5, 0, 1),
        "leaky_relu" => x > 0 ? x : 0.2 * x,
        "softsign" => x / (1 + Math.Abs(x)),
        "exponential" => Math.Exp(x),
        "mish" => x * Math.Tanh(x > 30 ? x : Math.Log(1 + Math.Exp(x))),
        "hard_sigmoid" => Math.Clamp(x / 6 + 0.5, 0, 1),
        "hard_sigmoid_keras2" => Math.Clamp((double)0.2f * x + 0.5, 0, 1),
        "gelu_approximate" => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        "celu" => Math.Max(x, 0) + Math.Min(0, Math.Exp(Math.Min(x, 0)) - 1),
        "hard_tanh" => x < -1 ? -1 : x > 1 ? 1 : x,
        "hard_shrink" => Math.Abs(x) > 0.5 ? x : 0,
        "soft_shrink" => x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0,
        "tanh_shrink" => x - Math.Tanh(x),
        "squareplus" => (x + Math.Sqrt(x * x + 4)) / 2,
        "sparse_plus" => x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x,
        "sparse_sigmoid" => x <= -1 ? 0 : x < 1 ? (x + 1) / 2 : 1,
        "log_sigmoid" => x < -30 ? x : -double.LogP1(Math.Exp(-x)),
        _ => throw new ArgumentException(name),
    };

    /// <summary>Whether the function couples the values of a row, so that <see cref="Activate"/> does not know it.</summary>
    public static bool Couples(string name) => name is "softmax" or "log_softmax" or "sparsemax";

    /// <summary>Integrates the normal density with Simpson's rule from -12.</summary>
    private static double NormalCdf(double x)
    {
        const int N = 4000;
        if (x <= -12) return 0;
        double h = (x + 12) / N, sum = 0;
        for (var i = 0; i <= N; i++)
        {
            var t = -12 + i * h;
            sum += Math.Exp(-t * t / 2) * (i is 0 or N ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }
}
