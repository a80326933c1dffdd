namespace MlNetCnn.Keras;

/// <summary>
/// How much a model file may ask for. All of it in one place: a file is believed only as far as its own length and these numbers go, and what
/// is beyond them is refused by a <see cref="ModelFormatException"/> before memory is set aside for it.
/// </summary>
internal static class ReadLimits
{
    /// <summary>Bytes of memory that reading may take for each byte of the file: its bytes, its weights as float32, and room for float16 and compressed data.</summary>
    public const int MemoryPerByte = 4;

    /// <summary>
    /// Bytes of memory that reading any file may take besides. Weights that unfold further (gzip packs zeros 1000 to 1) are refused; saved without
    /// compression they are not limited.
    /// </summary>
    public const long Memory = 256L << 20;

    /// <summary>Characters of a configuration in JSON. The largest of Keras's applications has about 1.5 million.</summary>
    public const int ConfigCharacters = 8 << 20;

    /// <summary>Characters of it that are parsed again, because an object is spelled in an older way; an object within others is as often.</summary>
    public const int CopiedCharacters = 2 * ConfigCharacters;

    /// <summary>Bytes of memory that a character of a configuration costs at worst (text, UTF-8, parsed tokens).</summary>
    public const int MemoryPerCharacter = 20;

    /// <summary>Bytes of a .keras file's metadata.json.</summary>
    public const int MetadataBytes = 1 << 20;

    /// <summary>Nesting of JSON; a model in a model takes five.</summary>
    public const int JsonDepth = 128;

    /// <summary>Layers of a model, nested models and their layers included.</summary>
    public const int Layers = 10_000;

    /// <summary>Calls of layers that a configuration lists.</summary>
    public const int Calls = 20_000;

    /// <summary>Tensors that the calls of a configuration name as their inputs.</summary>
    public const int Connections = 100_000;

    /// <summary>Tensors that one call takes.</summary>
    public const int Inputs = 4096;

    /// <summary>Calls of layers where each call of a nested model counts as all the calls within it.</summary>
    public const int UnfoldedCalls = 100_000;

    /// <summary>Members of a .keras archive.</summary>
    public const int ZipMembers = 10_000;

    /// <summary>How many times a member of an archive may be larger than it is stored, where it is larger than <see cref="ZipSmallMember"/>. Weights shrink little.</summary>
    public const long ZipRatio = 200;

    /// <summary>Bytes below which a member's ratio is not looked at.</summary>
    public const long ZipSmallMember = 16 << 20;

    /// <summary>Layers that a weight file of Keras 1 and 2 lists.</summary>
    public const int StoredLayers = 10_000;

    /// <summary>Weights that all of them list.</summary>
    public const int StoredWeights = 100_000;

    /// <summary>Groups within groups of an HDF5 file.</summary>
    public const int Hdf5Depth = 100;
}
