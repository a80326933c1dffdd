namespace MlNetCnn.Keras.Hdf5;

/// <summary>A group or dataset of a file.</summary>
internal abstract class Hdf5Object
{
    private protected Hdf5Object(Hdf5File file, string path, ObjectHeader header)
    {
        File = file;
        Path = path;
        Header = header;
    }

    /// <summary>Absolute path, by which the object was reached; "/" is the root.</summary>
    public string Path { get; }

    /// <summary>Address of the object header: equal for two names of one object.</summary>
    public long Address => Header.Address;

    /// <summary>The attributes; read when first asked for.</summary>
    /// <exception cref="ModelFormatException">They are damaged or of an unsupported kind.</exception>
    public Hdf5Attributes Attributes => File.Attributes(this);

    /// <summary>Name of the file, for messages.</summary>
    public string FileName => File.Name;

    private protected Hdf5File File { get; }

    internal ObjectHeader Header { get; }

    private protected ModelFormatException Fail(string message) => File.Source.Fail(Path, message);
}
