namespace MlNetCnn.Onnx.Writing;

/// <summary>Arrays in another order of dimensions.</summary>
internal static class Arrays
{
    /// <summary>Dimension i of the result is dimension order[i] of the values.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="order">Each dimension once.</param>
    public static float[] Permute(ReadOnlySpan<float> values, int[] shape, int[] order)
    {
        var steps = new int[shape.Length];
        for (int i = shape.Length - 1, step = 1; i >= 0; step *= shape[i--]) steps[i] = step;
        var result = new float[values.Length];
        var index = new int[shape.Length];
        var from = 0;
        for (var to = 0; to < result.Length; to++)
        {
            result[to] = values[from];
            for (var d = order.Length - 1; d >= 0; d--)
            {
                from += steps[order[d]];
                if (++index[d] < shape[order[d]]) break;
                from -= index[d] * steps[order[d]];
                index[d] = 0;
            }
        }

        return result;
    }

    /// <summary>Multiplies along one dimension, in place.</summary>
    /// <param name="values">Row-major.</param>
    /// <param name="factors">One for each index of the dimension; null to leave all as it is.</param>
    /// <param name="inner">How many values lie between one index and the next.</param>
    public static float[] Scale(float[] values, double[]? factors, int inner)
    {
        if (factors is null) return values;
        for (var i = 0; i < values.Length; i++) values[i] = (float)(values[i] * factors[i / inner % factors.Length]);
        return values;
    }
}
