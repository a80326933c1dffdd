namespace MlNetCnn.Keras.Layers;

/// <summary>A layer that treats one axis of its input apart from the others.</summary>
internal interface IHasChannelAxis
{
    /// <summary>That dimension in a shape of the given rank, which leaves the batch out.</summary>
    /// <exception cref="ArgumentException">The shape has no such dimension.</exception>
    int AxisIn(int rank);
}
