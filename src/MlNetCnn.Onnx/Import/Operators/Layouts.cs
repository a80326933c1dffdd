using MlNetCnn.Keras;

namespace MlNetCnn.Onnx.Import;

/// <summary>Weights in another order than the file has them.</summary>
internal static class Layouts
{
    /// <summary>Puts the dimensions of an array into another order.</summary>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="order">For each dimension of the result, which of the array it is.</param>
    public static float[] Turn(float[] values, int[] shape, int[] order)
    {
        var steps = new int[shape.Length];
        for (int i = shape.Length - 1, step = 1; i >= 0; step *= shape[i--]) steps[i] = step;
        int[] sizes = [.. order.Select(d => shape[d])];
        steps = [.. order.Select(d => steps[d])];
        var (turned, at) = (new float[values.Length], new int[sizes.Length]);
        for (int i = 0, from = 0; i < turned.Length; i++)
        {
            turned[i] = values[from];
            for (var d = sizes.Length - 1; d >= 0; d--)
            {
                from += steps[d];
                if (++at[d] < sizes[d]) break;
                from -= steps[d] * sizes[d];
                at[d] = 0;
            }
        }

        return turned;
    }

    extension(Weight weight)
    {
        /// <summary>Gives a weight its values.</summary>
        public void Set(OperatorCall call, float[] values)
        {
            if (values.Length != weight.Shape.Count) throw call.Error($"the {weight.Name} has {values.Length} values, where {weight.Shape} has {weight.Shape.Count}.");
            weight.Adopt(values);
        }
    }
}
