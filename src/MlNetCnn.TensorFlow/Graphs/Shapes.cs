namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>Shapes of results, as far as they are known before a run.</summary>
internal static class Shapes
{
    /// <summary>The shape of an operation on two tensors that are broadcast, as in NumPy.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static TensorShape Broadcast(TensorShape x, TensorShape y)
    {
        if (!x.HasRank || !y.HasRank) return TensorShape.Unknown;
        var rank = Math.Max(x.Rank, y.Rank);
        return new TensorShape([.. Enumerable.Range(0, rank).Select(d => (At(x, d - rank + x.Rank), At(y, d - rank + y.Rank)) switch
        {
            (1, var other) => other,
            (var one, 1) => one,
            (-1, var other) => other,
            (var one, -1) => one,
            var (one, other) when one == other => one,
            _ => throw new ArgumentException($"Tensors of the shapes {x} and {y} cannot be broadcast to each other."),
        })]);

        static int At(TensorShape shape, int index) => index < 0 ? 1 : shape[index];
    }

    /// <summary>What is known of a shape of which two things are known.</summary>
    /// <exception cref="ArgumentException">They contradict each other.</exception>
    public static TensorShape Merge(TensorShape x, TensorShape y)
    {
        if (!x.HasRank) return y;
        if (!y.HasRank) return x;
        if (x.Rank != y.Rank || x.Dimensions.Zip(y.Dimensions).Any(p => p.First >= 0 && p.Second >= 0 && p.First != p.Second))
            throw new ArgumentException($"Tensors of the shapes {x} and {y} must have one shape.");
        return new TensorShape([.. x.Dimensions.Zip(y.Dimensions, Math.Max)]);
    }

    /// <summary>Dimensions in ascending order, from the first; negative ones count from the last.</summary>
    public static int[] Axes(TensorShape shape, IReadOnlyList<int> axes) => shape.HasRank ? [.. axes.Select(a => Axis(shape, a)).Order()] : [.. axes];

    /// <summary>A dimension, counted from the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape does not have it.</exception>
    public static int Axis(TensorShape shape, int axis)
    {
        var index = axis < 0 ? axis + shape.Rank : axis;
        return index >= 0 && index < shape.Rank ? index : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"The shape {shape} has no such dimension.");
    }

    /// <summary>A shape without some dimensions, or with 1 in their places.</summary>
    public static IEnumerable<int> Reduced(TensorShape shape, int[] axes, bool keepDims) =>
        Enumerable.Range(0, shape.Rank).Where(d => keepDims || !axes.Contains(d)).Select(d => axes.Contains(d) ? 1 : shape[d]);

    /// <summary>A shape with one dimension another.</summary>
    public static TensorShape With(TensorShape shape, int axis, int size) => new([.. shape.Dimensions.Select((s, d) => d == axis ? size : s)]);

    /// <summary>Number of positions of a window, as in TensorFlow's convolutions and pooling.</summary>
    /// <param name="size">Size of the input in one direction; -1 for unknown.</param>
    /// <param name="window">Size of the window.</param>
    /// <param name="dilation">Distance of its taps.</param>
    /// <param name="padding">SAME, VALID or EXPLICIT.</param>
    /// <param name="explicitPadding">Zeros around the input in this direction, where explicit.</param>
    public static int Positions(int size, int window, int stride, int dilation, string padding, long explicitPadding = 0) => size < 0 || (window < 0 && padding != "SAME") ? -1 : padding switch
    {
        "SAME" => (size + stride - 1) / stride,
        "VALID" or "EXPLICIT" => Math.Max(0, (int)((size + explicitPadding - ((window - 1) * dilation + 1)) / stride) + 1),
        _ => throw new ArgumentException($"The padding is '{padding}'; known are SAME, VALID and EXPLICIT.", nameof(padding)),
    };
}
