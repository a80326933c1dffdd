namespace MlNetCnn.Training;

/// <summary>
/// The checkpoint of a run cannot be used: the file is damaged, is none, or is of another run. Nothing was trained, and the model is as it was. Delete the file to start anew, or name
/// another.
/// </summary>
public sealed class CheckpointException : Exception
{
    internal CheckpointException(string path, string? place, string what, Exception? inner = null)
        : base($"The checkpoint '{path}' cannot be used{(place is null ? "" : $", at {place}")}: {what} Delete the file to start anew, or choose another.", inner) =>
        (Path, Place) = (path, place);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Where in the file; null when the file is whole, but of another run.</summary>
    public string? Place { get; }
}
