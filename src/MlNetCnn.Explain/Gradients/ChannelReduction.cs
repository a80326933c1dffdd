namespace MlNetCnn.Explain;

/// <summary>How the values of a position's channels become the one number of a map.</summary>
public enum ChannelReduction
{
    /// <summary>The largest magnitude: <c>max |v|</c>, as Simonyan's saliency maps have it. Never negative.</summary>
    MaximumOfAbsolute,

    /// <summary>The sum of the magnitudes: <c>sum |v|</c>. Never negative.</summary>
    SumOfAbsolute,

    /// <summary>The sum: <c>sum v</c>, with its sign. The map's sum is that of all values, so that a method's completeness is its map's too.</summary>
    Sum,
}
