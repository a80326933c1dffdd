using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Hdf5;
using MlNetCnn.Keras.Pretrained;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// A .keras file: a zip of <c>metadata.json</c>, <c>config.json</c> and <c>model.weights.h5</c>. Written without times and uncompressed, so that
/// equal models give equal bytes; read with every size checked before memory is set aside, and checksums compared.
/// </summary>
internal sealed class KerasArchive
{
    /// <summary>The Keras whose form is written.</summary>
    public const string WrittenVersion = "3.9.2";

    private const string MetadataName = "metadata.json";
    private const string ConfigName = "config.json";
    private const string WeightsName = "model.weights.h5";
    private const int MostEntries = 10_000;
    private const int LargestMetadata = 1 << 20;

    /// <summary>Deflate packs at best 1032 to 1; weights shrink little, so that what unfolds further is a bomb.</summary>
    private const long LargestRatio = 200;
    private const long SmallEntry = 16 << 20;

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly string _file;

    private KerasArchive(ZipArchive zip, string file) => (_zip, _file) = (zip, file);

    /// <summary>Reads from an archive.</summary>
    /// <param name="stream">A seekable stream; it is not closed.</param>
    /// <param name="file">Name of the file, for errors.</param>
    /// <param name="read">What to do with the open archive.</param>
    /// <exception cref="ModelFormatException">It is damaged, not a .keras file, or built to do harm.</exception>
    public static T Read<T>(Stream stream, string file, Func<KerasArchive, T> read)
    {
        using var zip = Guard(file, () => new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8));
        var archive = new KerasArchive(zip, file);
        Guard(file, archive.CheckNames);
        return read(archive);
    }

    /// <summary>The model that the archive describes, with new weights.</summary>
    public Model ReadModel() => ModelConfig.Parse(Text(ConfigName, ModelConfig.LongestText), $"{_file}, {ConfigName}", Version());

    /// <summary>How the model was compiled, and its optimizer's variables; null where it was not compiled.</summary>
    /// <param name="model">The model.</param>
    public SavedTraining? ReadTraining(Model model)
    {
        var place = $"{_file}, {ConfigName}";
        if (TrainingVariables.ParseObject(Text(ConfigName, ModelConfig.LongestText), place)?["compile_config"] is not { } config) return null;
        using var weights = OpenWeights();
        return config is JsonObject compiled
            ? TrainingVariables.Read((JsonObject)compiled.DeepClone(), weights, model, Version(), _file)
            : throw new ModelFormatException("a JSON object is expected.", place, "$.compile_config");
    }

    /// <summary>Takes over what the archive says of the pictures that the model takes.</summary>
    public void ReadPixels(Model model) => SavedPixels.Read(model, Parse(MetadataName, LargestMetadata), $"{_file}, {MetadataName}");

    /// <summary>The weights, in memory.</summary>
    public Hdf5File OpenWeights() => Hdf5File.Open(Bytes(WeightsName, Array.MaxLength), $"{_file}, {WeightsName}");

    /// <summary>Writes an archive.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; it is not closed.</param>
    /// <param name="dateSaved">What the metadata say.</param>
    /// <param name="training">What training goes on from, in Keras 3's form.</param>
    public static void Write(Model model, Stream stream, DateTime dateSaved, SavedTraining? training = null)
    {
        var metadata = new JsonObject
        {
            ["keras_version"] = WrittenVersion,
            ["date_saved"] = dateSaved.ToString("yyyy-MM-dd'@'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
        };
        SavedPixels.Write(model, metadata);
        var weights = new Hdf5Writer();
        Keras3Weights.Write(model, weights);
        if (training is not null) TrainingVariables.Write(training, weights);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        Add(MetadataName, s => s.Write(Encoding.UTF8.GetBytes(metadata.ToJsonString())));
        Add(ConfigName, s => s.Write(Encoding.UTF8.GetBytes(ModelConfig.ToJson(model, training?.CompileConfig))));
        Add(WeightsName, weights.Save);

        void Add(string name, Action<Stream> write)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = NoTime;
            entry.ExternalAttributes = Convert.ToInt32("600", 8) << 16;
            using var content = entry.Open();
            write(content);
        }
    }

    private string? Version() =>
        Parse(MetadataName, LargestMetadata) is JsonObject o && o["keras_version"] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Lets the framework's zip reader tell of damage by our exception only.</summary>
    private static T Guard<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or OverflowException or NotSupportedException or ArgumentException)
        {
            throw new ModelFormatException($"the zip archive is damaged: {e.Message}", file, null, e);
        }
    }

    private int CheckNames()
    {
        if (_zip.Entries.Count > MostEntries) throw Fail($"the archive has {_zip.Entries.Count} entries, more than the {MostEntries} that are read");
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in _zip.Entries)
        {
            var name = entry.FullName;
            if (name.Length == 0 || name.Contains('\\') || name.Contains(':') || name.StartsWith('/') || name.Split('/').Contains(".."))
                throw Fail($"the entry name '{name}' leads out of the archive");
            if (!taken.Add(name)) throw Fail($"there are two entries '{name}'");
        }

        return taken.Count;
    }

    private JsonNode? Parse(string name, int most)
    {
        try
        {
            return JsonNode.Parse(Text(name, most), documentOptions: ModelConfig.Reading);
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", $"{_file}, {name}", e.Path, e);
        }
    }

    private string Text(string name, int most)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(name, most).Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new ModelFormatException($"this is not UTF-8: {e.Message}", $"{_file}, {name}", null, e);
        }
    }

    private ReadOnlyMemory<byte> Bytes(string name, long most) => Guard(_file, () =>
    {
        var entry = _zip.GetEntry(name) ?? throw Fail($"the archive has no {name}; it is not a .keras file");
        if (entry.Length > most) throw Fail($"{name} has {entry.Length} bytes, more than the {most} that are read");
        if (entry.Length > SmallEntry && entry.Length / LargestRatio > entry.CompressedLength)
            throw Fail($"{name} unfolds from {entry.CompressedLength} to {entry.Length} bytes, which no model does");
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        if (stream.ReadByte() >= 0) throw Fail($"{name} is longer than the archive says");
        return Crc32.Of(bytes) == entry.Crc32 ? new ReadOnlyMemory<byte>(bytes) : throw Fail($"{name} is damaged: its checksum is wrong");
    });

    private ModelFormatException Fail(string message) => new(message + ".", _file);
}
