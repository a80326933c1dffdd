namespace MlNetCnn.Explain;

/// <summary>Makes maps of attributions.</summary>
internal static class ChannelReducer
{
    /// <summary>One number for each position.</summary>
    /// <param name="reduction">How.</param>
    /// <param name="attributions">A picture's values.</param>
    /// <param name="layout">Where they lie.</param>
    public static Heatmap Reduce(this ChannelReduction reduction, ReadOnlySpan<float> attributions, PictureLayout layout)
    {
        var map = new float[layout.Positions];
        for (var p = 0; p < map.Length; p++)
        {
            var result = 0.0;
            for (var c = 0; c < layout.Channels; c++)
            {
                double value = attributions[layout.Index(p, c)];
                result = reduction switch
                {
                    ChannelReduction.MaximumOfAbsolute => Math.Max(result, Math.Abs(value)),
                    ChannelReduction.SumOfAbsolute => result + Math.Abs(value),
                    _ => result + value,
                };
            }

            map[p] = (float)result;
        }

        return new Heatmap(layout.Height, layout.Width, map);
    }
}
