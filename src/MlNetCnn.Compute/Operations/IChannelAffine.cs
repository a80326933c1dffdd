namespace MlNetCnn.Compute.Operations;

/// <summary>An operation that is x * scale + shift with constants per channel, so that it can be folded into the layer before it.</summary>
internal interface IChannelAffine
{
    /// <summary>Grows with every change of the constants.</summary>
    int Version { get; }

    /// <summary>Computes the constants.</summary>
    void Get(Span<float> scale, Span<float> shift);
}
