namespace MlNetCnn.Tool.PhotoSets;

/// <summary>A picture file and the class it shows.</summary>
internal sealed record Photo(string Path, string Label);
