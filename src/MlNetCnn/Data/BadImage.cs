namespace MlNetCnn;

/// <summary>A file that was left out because it cannot be read as a picture.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record BadImage(string Path, string Reason);
