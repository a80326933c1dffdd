namespace MlNetCnn.Keras.Hdf5;

/// <summary>A group or dataset to be written.</summary>
internal abstract class Hdf5ObjectWriter
{
    private protected Hdf5ObjectWriter(string path)
    {
        Path = path;
        Attributes = new Hdf5AttributesWriter(path);
    }

    /// <summary>Absolute path; "/" is the root.</summary>
    public string Path { get; }

    /// <summary>The attributes that it will have.</summary>
    public Hdf5AttributesWriter Attributes { get; }
}
