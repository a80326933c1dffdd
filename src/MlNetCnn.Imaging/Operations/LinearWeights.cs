namespace MlNetCnn.Imaging;

/// <summary>Between which two source pixels a resized one lies, and how far along: OpenCV's computation for <c>INTER_LINEAR</c>, places rounded to float.</summary>
internal sealed class LinearWeights
{
    /// <summary>For each resized pixel, the first of its two source pixels.</summary>
    public readonly int[] Near;

    /// <summary>For each resized pixel, the second one: the next, or the same at the edge.</summary>
    public readonly int[] Far;

    /// <summary>For each resized pixel, the second one's weight, from 0 to 1; the first one's is the rest.</summary>
    public readonly float[] Weight;

    /// <param name="from">Source pixels.</param>
    /// <param name="to">Resized pixels.</param>
    /// <param name="exactEdge">Whether a place beyond the edge is the edge's value itself (OpenCV's columns) or a blend of that value with itself, which rounds (its rows).</param>
    public LinearWeights(int from, int to, bool exactEdge)
    {
        // Twice inverted, as OpenCV does: not the same bits as from / to.
        var scale = 1 / ((double)to / from);
        (Near, Far, Weight) = (new int[to], new int[to], new float[to]);
        for (var i = 0; i < to; i++)
        {
            var place = (float)((i + 0.5) * scale - 0.5);
            var near = (int)MathF.Floor(place);
            (Near[i], Far[i]) = (Math.Clamp(near, 0, from - 1), Math.Clamp(near + 1, 0, from - 1));
            Weight[i] = exactEdge && Near[i] == Far[i] ? 0 : place - near;
        }
    }
}
