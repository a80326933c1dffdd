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
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipReader _zip;
    private readonly string _file;
    private readonly ReadBudget _budget;
    private Stream? _weights;

    private KerasArchive(ZipReader zip, string file, ReadBudget budget) => (_zip, _file, _budget) = (zip, file, budget);

    /// <summary>Reads from an archive.</summary>
    /// <param name="stream">A seekable stream; it is not closed.</param>
    /// <param name="file">Name of the file, for errors.</param>
    /// <param name="read">What to do with the open archive.</param>
    /// <exception cref="ModelFormatException">It is damaged, not a .keras file, or built to do harm.</exception>
    public static T Read<T>(Stream stream, string file, Func<KerasArchive, T> read)
    {
        var budget = new ReadBudget(stream.Length);
        return read(new KerasArchive(ZipReader.Open(stream, file, budget), file, budget));
    }

    /// <summary>The model that the archive describes, with new weights.</summary>
    public Model ReadModel() => ModelConfig.Parse(Text(ConfigName, ReadLimits.ConfigCharacters), $"{_file}, {ConfigName}", Version());

    /// <summary>How the model was compiled, and its optimizer's variables; null where it was not compiled.</summary>
    /// <param name="model">The model.</param>
    public SavedTraining? ReadTraining(Model model)
    {
        var place = $"{_file}, {ConfigName}";
        if (TrainingVariables.ParseObject(Text(ConfigName, ReadLimits.ConfigCharacters), place)?["compile_config"] is not { } config) return null;
        using var weights = OpenWeights();
        return config is JsonObject compiled
            ? TrainingVariables.Read((JsonObject)compiled.DeepClone(), weights, model, Version(), _file)
            : throw new ModelFormatException("a JSON object is expected.", place, "$.compile_config");
    }

    /// <summary>Takes over what the archive says of the pictures that the model takes.</summary>
    public void ReadPixels(Model model) => SavedPixels.Read(model, Parse(MetadataName, ReadLimits.MetadataBytes), $"{_file}, {MetadataName}");

    /// <summary>The weights, within the archive's stream where they are stored uncompressed, as Keras does.</summary>
    public Hdf5File OpenWeights() => Hdf5File.Open(new Hdf5Source(_weights ??= _zip.Open(Find(WeightsName)), $"{_file}, {WeightsName}", owned: false, _budget));

    /// <summary>Writes an archive.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; it is not closed.</param>
    /// <param name="dateSaved">What the metadata say; null for a fixed date, so that equal models give equal bytes.</param>
    /// <param name="training">What training goes on from, in Keras 3's form.</param>
    public static void Write(Model model, Stream stream, DateTime? dateSaved, SavedTraining? training = null)
    {
        var metadata = new JsonObject
        {
            ["keras_version"] = WrittenVersion,
            ["date_saved"] = (dateSaved ?? NoTime.DateTime).ToString("yyyy-MM-dd'@'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
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
        Parse(MetadataName, ReadLimits.MetadataBytes) is JsonObject o && o["keras_version"] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    private JsonNode? Parse(string name, int most)
    {
        try
        {
            var text = Text(name, most);
            // Half a surrogate pair, written as an escape, would come to light only when somebody asks for that string.
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = ReadLimits.JsonDepth });
            while (reader.Read())
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
            return JsonNode.Parse(text, documentOptions: ModelConfig.Reading);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", $"{_file}, {name}", e is JsonException broken ? ModelConfig.Place(broken) : "$", e);
        }
    }

    private string Text(string name, int most)
    {
        var bytes = Bytes(name, most);
        if (!_budget.TryTake((long)bytes.Length * ReadLimits.MemoryPerCharacter)) throw Fail(name, $"its {bytes.Length} bytes are more than is read from a file of {_budget.FileLength} bytes");
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ModelFormatException($"this is not UTF-8: {e.Message}", $"{_file}, {name}", $"byte {e.Index}", e);
        }
    }

    private byte[] Bytes(string name, int most) => _zip.Read(Find(name), most);

    private ZipMember Find(string name) => _zip.Find(name) ?? throw Fail(name, $"the archive has no {name}; it is not a .keras file");

    private ModelFormatException Fail(string place, string message) => new(message + ".", _file, place);
}
