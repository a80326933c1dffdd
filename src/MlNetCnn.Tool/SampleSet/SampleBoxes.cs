using System.Text.Json;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>
/// The file <c>boxes.json</c> of a sample set: how it was drawn, and where each picture's object is. Written last, whole: a folder that
/// has it is complete.
/// </summary>
/// <param name="Version">Version of the drawing; another version draws other pictures.</param>
/// <param name="Seed">The seed.</param>
/// <param name="ImagesPerClass">Pictures of each class.</param>
/// <param name="Boxes">One for each picture, by class and number.</param>
internal sealed record SampleBoxes(int Version, long Seed, int ImagesPerClass, IReadOnlyList<SampleBox> Boxes)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "boxes.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads the file of a set.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <exception cref="InvalidDataException">The file is damaged or of another kind.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    public static SampleBoxes Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize<SampleBoxes>(File.ReadAllText(path), Json)
                ?? throw new InvalidDataException($"{path} holds null instead of a sample set's boxes; delete it and draw the set again.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a sample set's list of boxes ({e.Message}); delete it and draw the set again.", e);
        }
    }

    /// <summary>Writes the file of a set.</summary>
    public void Write(string folder) => AtomicFile.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json) + "\n");
}
