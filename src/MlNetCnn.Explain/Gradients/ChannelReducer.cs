using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>Makes maps of attributions.</summary>
internal static class ChannelReducer
{
    /// <summary>One number for each position.</summary>
    /// <param name="reduction">How.</param>
    /// <param name="attributions">A batch of one: (height, width, channels).</param>
    public static Heatmap Reduce(this ChannelReduction reduction, Tensor attributions)
    {
        var shape = attributions.Shape;
        var values = attributions[0];
        var map = new float[shape[0] * shape[1]];
        for (var i = 0; i < map.Length; i++) map[i] = Reduce(reduction, values.Slice(i * shape[2], shape[2]));
        return new Heatmap(shape[0], shape[1], map);
    }

    private static float Reduce(ChannelReduction reduction, ReadOnlySpan<float> channels)
    {
        var result = 0.0;
        foreach (var value in channels)
            result = reduction switch
            {
                ChannelReduction.MaximumOfAbsolute => Math.Max(result, Math.Abs((double)value)),
                ChannelReduction.SumOfAbsolute => result + Math.Abs((double)value),
                _ => result + value,
            };
        return (float)result;
    }
}
