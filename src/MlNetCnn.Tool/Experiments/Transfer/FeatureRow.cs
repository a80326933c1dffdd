namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A picture's features as a row of data.</summary>
internal sealed class FeatureRow
{
    /// <summary>What the base network gave.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>Name of the class.</summary>
    public string Label { get; set; } = "";
}
