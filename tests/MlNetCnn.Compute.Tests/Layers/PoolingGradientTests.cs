using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class PoolingGradientTests
{
    // height, width, channels, pool height and width, stride height and width, same
    public static TheoryData<int, int, int, int, int, int, int, bool> Shapes => new()
    {
        { 6, 4, 19, 2, 2, 2, 2, false },
        { 7, 5, 18, 2, 2, 2, 2, false },
        { 7, 5, 17, 2, 2, 2, 2, true },
        { 6, 8, 3, 3, 3, 2, 2, true },
        { 5, 4, 21, 3, 3, 1, 1, true },
        { 7, 7, 4, 3, 2, 2, 1, false },
        { 7, 6, 5, 2, 2, 3, 3, false },
        { 4, 5, 2, 5, 4, 1, 2, true },
        { 23, 3, 16, 5, 3, 1, 1, true },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void MaxPooling2D_gives_the_gradient_to_the_largest(int height, int width, int channels, int ph, int pw, int sh, int sw, bool same) =>
        AssertGradient(new MaxPooling2D((ph, pw), (sh, sw), same ? Padding.Same : Padding.Valid), [height, width, channels], average: false);

    [Theory, MemberData(nameof(Shapes))]
    public void AveragePooling2D_shares_the_gradient(int height, int width, int channels, int ph, int pw, int sh, int sw, bool same) =>
        AssertGradient(new AveragePooling2D((ph, pw), (sh, sw), same ? Padding.Same : Padding.Valid), [height, width, channels], average: true);

    /// <summary>Long enough for several bands of rows.</summary>
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(3, 1)]
    public void Bands_of_rows_meet(int pool, int stride)
    {
        foreach (var average in (bool[])[false, true])
        {
            Pooling2D layer = average ? new AveragePooling2D(pool, stride, Padding.Same) : new MaxPooling2D(pool, stride, Padding.Same);
            var x = Net.Batch(1, [37, 130, 65]);
            Net.Of(x.Shape, layer);
            var dy = Net.Random(layer.ComputeOutputShape([x.Shape]).Count, "dy");
            var result = OperationHarness.RunEverywhere(layer, [x], dy);
            Slope.AssertNear(DirectGradient(layer, x, dy, average), result.InputGradients[0], 2e-6, "dx");
        }
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 2, true)]
    [InlineData(3, 1, false)]
    public void Of_equal_values_the_first_takes_the_gradient(int pool, int stride, bool same)
    {
        var layer = new MaxPooling2D(pool, stride, same ? Padding.Same : Padding.Valid);
        var x = Net.Batch(2, [7, 6, 20]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] = MathF.Round(x.Span[i]); // few values, many ties
        Net.Of(x.Shape, layer);
        var dy = Net.Random(2 * layer.ComputeOutputShape([x.Shape]).Count, "dy");
        Slope.AssertNear(DirectGradient(layer, x, dy, average: false), OperationHarness.RunEverywhere(layer, [x], dy).InputGradients[0], 1e-6, "dx");
    }

    [Theory]
    [InlineData(5, 4, 19, false)]
    [InlineData(1, 3, 32, true)]
    public void GlobalMaxPooling2D_gives_the_gradient_to_the_first_of_the_largest(int height, int width, int channels, bool ties)
    {
        var layer = new GlobalMaxPooling2D();
        var x = Net.Batch(2, [height, width, channels]);
        if (ties) for (var i = 0; i < x.Span.Length; i++) x.Span[i] = MathF.Round(x.Span[i]);
        Net.Of(x.Shape, layer);
        var dy = Net.Random(2 * channels, "dy");
        var actual = OperationHarness.RunEverywhere(layer, [x], dy).InputGradients[0];
        Slope.AssertNear(DirectGradient(new MaxPooling2D((height, width)), x, dy, average: false), actual, 0, "dx");
        if (!ties)
        {
            List<int>[] windows = [.. WindowsOf(new MaxPooling2D((height, width)), 2, x.Shape)];
            Slope.AssertNear(Slope.Of(v => Pool(windows, v, average: false), Slope.Doubles(x.Span), dy), actual, 1e-6, "dx by differences");
        }
    }

    private static void AssertGradient(Pooling2D layer, Shape shape, bool average)
    {
        var x = Net.Batch(2, shape);
        Net.Of(shape, layer);
        var dy = Net.Random(2 * layer.ComputeOutputShape([shape]).Count, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy);
        List<int>[] windows = [.. WindowsOf(layer, 2, shape)];
        Slope.AssertNear(Pool(windows, Slope.Doubles(x.Span), average), result.Output, 1e-6, "y");
        Slope.AssertNear(DirectGradient(layer, x, dy, average), result.InputGradients[0], 1e-6, "dx");
        Slope.AssertNear(Slope.Of(v => Pool(windows, v, average), Slope.Doubles(x.Span), dy), result.InputGradients[0], 1e-6, "dx by differences");
    }

    private static double[] Pool(List<int>[] windows, double[] x, bool average)
    {
        var y = new List<double>();
        foreach (var window in windows) y.Add(average ? window.Average(i => x[i]) : window.Max(i => x[i]));
        return [.. y];
    }

    private static double[] DirectGradient(Pooling2D layer, Tensor x, float[] dy, bool average)
    {
        var dx = new double[x.Span.Length];
        var o = 0;
        foreach (var window in WindowsOf(layer, x.Batch, x.Shape))
        {
            var values = x.Span;
            if (average)
            {
                foreach (var i in window) dx[i] += dy[o] / (double)window.Count;
            }
            else
            {
                var best = window[0];
                foreach (var i in window)
                    if (values[i] > values[best]) best = i;
                dx[best] += dy[o];
            }

            o++;
        }

        return dx;
    }

    /// <summary>For each value of the output the places of the input that it is made from, in row-major order.</summary>
    private static IEnumerable<List<int>> WindowsOf(Pooling2D layer, int batch, Shape shape)
    {
        var (oh, top) = Direct.Axis(shape[0], layer.PoolSize.Height, layer.Strides.Height, 1, layer.Padding);
        var (ow, left) = Direct.Axis(shape[1], layer.PoolSize.Width, layer.Strides.Width, 1, layer.Padding);
        for (var n = 0; n < batch; n++)
            for (var oy = 0; oy < oh; oy++)
                for (var ox = 0; ox < ow; ox++)
                    for (var c = 0; c < shape[2]; c++)
                    {
                        var window = new List<int>();
                        for (var iy = oy * layer.Strides.Height - top; iy < oy * layer.Strides.Height - top + layer.PoolSize.Height; iy++)
                            for (var ix = ox * layer.Strides.Width - left; ix < ox * layer.Strides.Width - left + layer.PoolSize.Width; ix++)
                                if (iy >= 0 && ix >= 0 && iy < shape[0] && ix < shape[1]) window.Add(((n * shape[0] + iy) * shape[1] + ix) * shape[2] + c);
                        yield return window;
                    }
    }
}
