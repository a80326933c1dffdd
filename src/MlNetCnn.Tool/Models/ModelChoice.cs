namespace MlNetCnn.Tool.Models;

/// <summary>A model file and what the user says about it; all paths are full.</summary>
internal sealed record ModelChoice
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The application that a file of weights belongs to; null for what its name says, or for a file that holds its network.</summary>
    public string? Application { get; init; }

    /// <summary>File of class names; null for the one beside the model, if there is one.</summary>
    public string? Classes { get; init; }

    /// <summary>What happens to pixels 0 to 255; null for what is known of the model.</summary>
    public PixelMode? Preprocessing { get; init; }

    /// <summary>Height and width of a picture, for models that take any; null for their own.</summary>
    public int? Size { get; init; }

    /// <summary>Whether the file is an ML.NET model, which is a whole pipeline.</summary>
    public bool IsZip => Path.GetExtension(File).Equals(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file is an ONNX file, which holds its network.</summary>
    public bool IsOnnx => Path.GetExtension(File).Equals(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a file that is not there, or a folder, before any work.</summary>
    /// <exception cref="UserErrorException">It is not.</exception>
    public void CheckFile()
    {
        if (Directory.Exists(File)) throw new UserErrorException($"'{File}' is a folder; --model names a model file.");
        if (!System.IO.File.Exists(File)) throw new UserErrorException($"The model file '{File}' does not exist.");
        // Pipes have no length either, and opening one would wait for a writer for ever.
        if (new FileInfo(File).Length == 0) throw new UserErrorException($"'{File}': the file is empty, or a pipe or a device; a model is read from a file on disk.");
    }
}
