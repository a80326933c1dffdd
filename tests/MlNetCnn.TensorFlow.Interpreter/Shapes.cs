namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>Arithmetic of shapes.</summary>
internal static class Shapes
{
    /// <summary>Whether a tensor's shape is one that a partly known shape allows.</summary>
    public static bool Fits(TensorShape allowed, int[] shape) =>
        !allowed.HasRank || (allowed.Rank == shape.Length && allowed.Dimensions.Zip(shape).All(p => p.First < 0 || p.First == p.Second));

    public static bool Same(int[] a, int[] b) => a.AsSpan().SequenceEqual(b);

    /// <summary>Elements from one index to the next, for each dimension.</summary>
    public static int[] Strides(int[] shape)
    {
        var strides = new int[shape.Length];
        for (int d = shape.Length - 1, step = 1; d >= 0; d--)
        {
            strides[d] = step;
            step *= shape[d];
        }

        return strides;
    }

    /// <summary>The shape that two shapes broadcast to; null where they do not.</summary>
    public static int[]? Broadcast(int[] a, int[] b)
    {
        var result = new int[Math.Max(a.Length, b.Length)];
        for (var d = 1; d <= result.Length; d++)
        {
            var (x, y) = (d <= a.Length ? a[^d] : 1, d <= b.Length ? b[^d] : 1);
            if (x != y && x != 1 && y != 1) return null;
            result[^d] = x == 1 ? y : x;
        }

        return result;
    }

    /// <summary>Product of sizes from one dimension up to before another.</summary>
    public static int Product(int[] shape, int from, int to) => Tensor.Size(shape.AsSpan(from, to - from));
}
