namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Resizing whose rows and columns are weighted each for themselves: for each row (and column) of the result, rows of the picture and their weights.</summary>
internal static class SeparableResize
{
    public static Tensor Forward(Tensor images, (int At, double Weight)[][] rows, (int At, double Weight)[][] columns)
    {
        var shape = images.Shape;
        var x = images.IsReal ? images.Reals() : Array.ConvertAll(images.Integers(), v => (double)v);
        var y = new double[shape[0] * rows.Length * columns.Length * shape[3]];
        ForEach(shape, rows, columns, (from, to, weight) => y[to] += weight * x[from]);
        return Tensor.Real(DataType.Float, [shape[0], rows.Length, columns.Length, shape[3]], y);
    }

    public static Tensor Backward(Tensor gradient, Tensor images, (int At, double Weight)[][] rows, (int At, double Weight)[][] columns)
    {
        var (dy, dx) = (gradient.Reals(), new double[images.Count]);
        ForEach(images.Shape, rows, columns, (from, to, weight) => dx[from] += weight * dy[to]);
        return Tensor.Real(images.Type, images.Shape, dx);
    }

    private static void ForEach(int[] shape, (int At, double Weight)[][] rows, (int At, double Weight)[][] columns, Action<int, int, double> body)
    {
        var channels = shape[3];
        for (var n = 0; n < shape[0]; n++)
            for (var oy = 0; oy < rows.Length; oy++)
                for (var ox = 0; ox < columns.Length; ox++)
                    foreach (var (y, rowWeight) in rows[oy])
                        foreach (var (x, columnWeight) in columns[ox])
                            for (var c = 0; c < channels; c++)
                                body(((n * shape[1] + y) * shape[2] + x) * channels + c, ((n * rows.Length + oy) * columns.Length + ox) * channels + c, rowWeight * columnWeight);
    }
}
