namespace MlNetCnn.Benchmarks.Peers;

/// <summary>A weight in the file of weights: float32, little endian, row-major.</summary>
/// <param name="Offset">Where it starts, in bytes.</param>
/// <param name="Shape">Convolutions: out, in / groups, height, width. Dense: in, out.</param>
internal sealed record PeerTensor(long Offset, int[] Shape)
{
    /// <summary>Number of values.</summary>
    public long Count => Shape.Aggregate(1L, (product, d) => product * d);
}
