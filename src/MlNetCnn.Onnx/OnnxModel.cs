using MlNetCnn.Keras;
using MlNetCnn.Protobuf;

namespace MlNetCnn.Onnx;

/// <summary>
/// A convnet of an ONNX file (onnx.ai, operators of versions 7 to 22) as a model. Its operators become layers of Keras: pictures, whose channels ONNX has before rows and columns, are taken with
/// the channels last, (batch, rows, columns, channels), and outputs that are pictures come that way too; all else has the file's shape.
/// </summary>
/// <param name="Model">The model with its weights.</param>
/// <param name="Metadata">What the file tells besides, by name (<c>metadata_props</c>), e.g. the classes' names.</param>
public sealed record OnnxModel(Model Model, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Names of the classes by index, from <see cref="OnnxMetadata.ClassNames"/>; null where the file has none there.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The program that wrote the file, <c>pytorch</c> for instance, with its version; empty where the file does not say.</summary>
    public string Producer { get; init; } = "";

    /// <summary>Version of the operators that the file is written with.</summary>
    public long Opset { get; init; }

    /// <summary>What the file says of the model, for people; mostly empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Loads a model.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ModelFormatException">
    /// It is no ONNX file, or damaged; or (reason <see cref="ModelFormatReason.Unsupported"/>) it has an operator, or a setting of one, that no layer computes: the message names the node.
    /// </exception>
    /// <exception cref="IOException">The file is not there or cannot be opened.</exception>
    public static OnnxModel Load(string path)
    {
        using var stream = ModelFiles.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Loads a model.</summary>
    /// <param name="stream">An ONNX file, from where the stream stands to its end. It is not closed.</param>
    /// <param name="name">Name of the file, for errors.</param>
    /// <exception cref="ModelFormatException">As <see cref="Load(string)"/>.</exception>
    public static OnnxModel Load(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = MessageBytes.Read(stream, name);
        var budget = new ReadBudget(bytes.Length);
        var file = Import.ModelReader.Read(new MessageSource(new ProtoReader(bytes, name, "model"), budget));
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in file.Metadata) metadata[entry.Key] = entry.Value;
        var model = Import.GraphImport.ToModel(file, name, budget);
        model.IsFromFile = true;
        if (Import.MetadataReader.Pixels(metadata) is { } pixels) model.InputPreprocessing = pixels;
        return new OnnxModel(model, metadata)
        {
            ClassNames = Import.MetadataReader.ClassNames(metadata, budget),
            Producer = $"{file.ProducerName} {file.ProducerVersion}".Trim(),
            Opset = file.Opsets.FirstOrDefault(opset => opset.Domain is "" or "ai.onnx")?.Version ?? 1,
            Description = file.DocString,
        };
    }
}
