namespace MlNetCnn.Keras.Layers;

/// <summary>
/// How the indices of one axis are made of those of another: for each output index the input indices that it reads and their weights, whose sum is 1 less what lies outside.
/// </summary>
internal sealed class AxisWeights
{
    private readonly (int Index, float Weight)[][] _taps;
    private readonly (int Index, float Weight)[][] _readers;

    private AxisWeights(int inputs, IEnumerable<IEnumerable<(int Index, double Weight)>> taps)
    {
        var inside = taps.Select(list => list.Where(t => t.Index >= 0 && t.Index < inputs && t.Weight != 0).ToArray()).ToArray();
        Inside = [.. inside.Select(list => list.Sum(t => t.Weight))];
        _taps = [.. inside.Select(list => list.Select(t => (t.Index, (float)t.Weight)).ToArray())];
        var readers = Enumerable.Range(0, inputs).Select(_ => new List<(int, float)>()).ToArray();
        for (var output = 0; output < _taps.Length; output++)
            foreach (var (index, weight) in _taps[output]) readers[index].Add((output, weight));
        _readers = [.. readers.Select(r => r.ToArray())];
    }

    /// <summary>Number of output indices.</summary>
    public int Outputs => _taps.Length;

    /// <summary>Number of input indices.</summary>
    public int Inputs => _readers.Length;

    /// <summary>The sum of weights of each output index: below 1 where it reads what lies outside.</summary>
    public double[] Inside { get; }

    /// <summary>What an output index reads.</summary>
    public ReadOnlySpan<(int Index, float Weight)> Taps(int output) => _taps[output];

    /// <summary>What reads an input index, in order.</summary>
    public ReadOnlySpan<(int Index, float Weight)> Readers(int input) => _readers[input];

    /// <summary>Indices start .. start + outputs - 1.</summary>
    public static AxisWeights Window(int inputs, int start, int outputs) => new(inputs, Enumerable.Range(start, outputs).Select(i => new[] { (i, 1.0) }.AsEnumerable()));

    /// <summary>
    /// Resizes a window, which may reach beyond the axis. Output index i lies at (i + 0.5) / outputs * length - 0.5; the weights of the kernel about that place are those within the
    /// window, of sum 1 (<c>jax.image.scale_and_translate</c>, TensorFlow's ScaleAndTranslate).
    /// </summary>
    /// <param name="inputs">Number of input indices.</param>
    /// <param name="start">Where the window starts.</param>
    /// <param name="length">Its length.</param>
    /// <param name="outputs">Number of output indices.</param>
    /// <param name="interpolation">The kernel.</param>
    /// <param name="antialias">Whether the kernel is as wide as an output index where these are fewer.</param>
    public static AxisWeights Resize(int inputs, int start, int length, int outputs, Interpolation interpolation, bool antialias = false)
    {
        var step = (double)length / outputs;
        return interpolation == Interpolation.Nearest
            ? new(inputs, Enumerable.Range(0, outputs).Select(i => new[] { (start + Math.Min((int)((i + 0.5) * step), length - 1), 1.0) }.AsEnumerable()))
            : new(inputs, Enumerable.Range(0, outputs).Select(i => Kernel((i + 0.5) * step - 0.5, antialias ? Math.Max(step, 1) : 1, length, interpolation).Select(t => (start + t.Index, t.Weight))));
    }

    private static IEnumerable<(int Index, double Weight)> Kernel(double place, double width, int length, Interpolation interpolation)
    {
        var radius = width * interpolation switch { Interpolation.Bilinear => 1, Interpolation.Bicubic => 2, Interpolation.Lanczos3 => 3, _ => 5 };
        int first = Math.Max(0, (int)Math.Ceiling(place - radius)), last = Math.Min(length - 1, (int)Math.Floor(place + radius));
        (int Index, double Weight)[] taps = [.. Enumerable.Range(first, last - first + 1).Select(i => (i, Value(Math.Abs(place - i) / width, interpolation)))];
        var sum = taps.Sum(t => t.Weight);
        return taps.Select(t => (t.Index, t.Weight / sum));
    }

    private static double Value(double x, Interpolation interpolation) => interpolation switch
    {
        Interpolation.Bilinear => Math.Max(0, 1 - x),
        Interpolation.Bicubic => x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0,
        Interpolation.Lanczos3 => Lanczos(x, 3),
        _ => Lanczos(x, 5),
    };

    private static double Lanczos(double x, int radius) => x >= radius ? 0 : x < 1e-8 ? 1 : radius * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
}
