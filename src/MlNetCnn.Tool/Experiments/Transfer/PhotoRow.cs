namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A picture as a row of data.</summary>
internal sealed class PhotoRow
{
    /// <summary>Full path of the file.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>Name of the class.</summary>
    public string Label { get; set; } = "";
}
