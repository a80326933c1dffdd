namespace MlNetCnn.Keras;

/// <summary>Published weights that are not to be had: the message names the file, where it is published, the folder to put it in, and what went wrong.</summary>
public sealed class PretrainedWeightsException : IOException
{
    /// <summary>Makes the exception; the message is extended by where to get the file and where to put it.</summary>
    /// <param name="weights">The file.</param>
    /// <param name="folder">The folder that it belongs in.</param>
    /// <param name="problem">What went wrong, in whole sentences.</param>
    /// <param name="inner">The cause, if another exception told of it.</param>
    public PretrainedWeightsException(PublishedWeights weights, string folder, string problem, Exception? inner = null)
        : base($"{problem} By hand: download {weights?.Url} and put it into '{folder}' as {weights?.FileName}.", inner) => (Weights, Folder) = (weights!, folder);

    /// <summary>The file: its name, its URL and its hash.</summary>
    public PublishedWeights Weights { get; }

    /// <summary>The folder to put it in.</summary>
    public string Folder { get; }
}
