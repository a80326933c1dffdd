namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A picture's features as a row of data, with one of two classes.</summary>
internal sealed class BinaryFeatureRow
{
    /// <summary>What the base network gave.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>Whether it is of the second class.</summary>
    public bool Label { get; set; }
}
