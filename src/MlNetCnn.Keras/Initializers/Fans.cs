namespace MlNetCnn.Keras.Initializers;

/// <summary>Fan-in and fan-out of a weight as Keras's <c>compute_fans</c> counts them.</summary>
internal static class Fans
{
    /// <summary>Scalars 1, 1; vectors n, n; matrices in, out; kernels: receptive field times in and out (the last two dimensions).</summary>
    public static (double In, double Out) Of(Shape shape)
    {
        if (shape.Rank == 0) return (1, 1);
        if (shape.Rank == 1) return (shape[0], shape[0]);
        double field = 1;
        for (var i = 0; i < shape.Rank - 2; i++) field *= shape[i];
        return (Math.Max(1, shape[^2] * field), Math.Max(1, shape[^1] * field));
    }
}
