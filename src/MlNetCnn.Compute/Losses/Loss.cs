namespace MlNetCnn.Compute.Losses;

/// <summary>A loss as Keras defines it: immutable, one file per loss.</summary>
public abstract record Loss
{
    /// <summary>Keras's name, e.g. <c>binary_crossentropy</c>.</summary>
    public abstract string Name { get; }
}
