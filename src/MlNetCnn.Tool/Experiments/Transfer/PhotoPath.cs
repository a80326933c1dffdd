namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>A picture as the saved pipeline takes it.</summary>
internal sealed class PhotoPath
{
    /// <summary>Path of the file.</summary>
    public string ImagePath { get; set; } = "";
}
