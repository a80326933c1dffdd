namespace MlNetCnn.Keras;

/// <summary>A model file that cannot be read: names the file, the place in it, and what was expected.</summary>
public sealed class ModelFormatException : FormatException
{
    /// <summary>Makes the exception; the message is prefixed with the file and the place when they are known.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="file">Name or path of the file.</param>
    /// <param name="place">Byte offset, HDF5 path or JSON path.</param>
    /// <param name="inner">The cause, if another exception told of it.</param>
    /// <param name="reason">Why, for programs. Default malformed.</param>
    public ModelFormatException(string message, string? file = null, string? place = null, Exception? inner = null, ModelFormatReason reason = ModelFormatReason.Malformed)
        : base(Compose(message, file, place), inner)
    {
        File = file;
        Place = place;
        Reason = reason;
    }

    /// <summary>Name or path of the file, where known.</summary>
    public string? File { get; }

    /// <summary>Byte offset, HDF5 path or JSON path, where known.</summary>
    public string? Place { get; }

    /// <summary>Why, for programs that act on it.</summary>
    public ModelFormatReason Reason { get; }

    /// <summary>Every difference between a file of weights and the model, of which the message shows a dozen; empty for other reasons.</summary>
    public IReadOnlyList<string> Details { get; internal init; } = [];

    private static string Compose(string message, string? file, string? place) => (file, place) switch
    {
        (null, null) => message,
        (null, _) => $"{place}: {message}",
        (_, null) => $"{file}: {message}",
        _ => $"{file}, {place}: {message}",
    };
}
