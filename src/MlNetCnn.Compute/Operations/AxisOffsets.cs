using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Operations;

/// <summary>Where the values of an element lie that some axes run over, and those that the others do.</summary>
internal static class AxisOffsets
{
    /// <summary>The offsets along the chosen dimensions, in row-major order.</summary>
    /// <param name="shape">Shape of an element.</param>
    /// <param name="chosen">Whether a dimension is one of them.</param>
    public static int[] Of(Shape shape, Func<int, bool> chosen)
    {
        var offsets = new List<int> { 0 };
        var step = 1;
        var steps = new int[shape.Rank];
        for (var d = shape.Rank - 1; d >= 0; d--)
        {
            steps[d] = step;
            step = checked(step * shape[d]);
        }

        for (var d = 0; d < shape.Rank; d++)
            if (chosen(d)) offsets = [.. offsets.SelectMany(offset => Enumerable.Range(0, shape[d]).Select(i => offset + i * steps[d]))];
        return [.. offsets];
    }
}
