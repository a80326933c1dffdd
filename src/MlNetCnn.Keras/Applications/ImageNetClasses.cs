using System.Text.Json;

namespace MlNetCnn.Keras;

/// <summary>The classes of ImageNet as Keras's <c>decode_predictions</c> names them, read from <c>imagenet_class_index.json</c>.</summary>
public sealed class ImageNetClasses
{
    private const long LargestFile = 64 << 20;
    private readonly (string Id, string Name)[] _classes;

    private ImageNetClasses((string Id, string Name)[] classes) => _classes = classes;

    /// <summary>Number of classes: 1000.</summary>
    public int Count => _classes.Length;

    /// <summary>Name of a class, e.g. <c>African_elephant</c> for 386.</summary>
    /// <param name="index">Index of the class in the net's output.</param>
    public string Name(int index) => _classes[index].Name;

    /// <summary>WordNet's number of a class, e.g. <c>n02504458</c> for 386.</summary>
    /// <param name="index">Index of the class in the net's output.</param>
    public string WordNetId(int index) => _classes[index].Id;

    /// <summary>Index of the class of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the nearest names.</exception>
    public int IndexOf(string name)
    {
        var index = Array.FindIndex(_classes, c => c.Name == name);
        return index >= 0
            ? index
            : throw new ArgumentException($"There is no class '{name}'. Nearest: {string.Join(", ", Nearest.Names(name, _classes.Select(c => c.Name)))}.", nameof(name));
    }

    /// <summary>Reads Keras's file: <c>{"0": ["n01440764", "tench"], ...}</c>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="ModelFormatException">It is not such a file.</exception>
    public static ImageNetClasses Load(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > LargestFile) throw new ModelFormatException($"a class index of {file.Length} bytes is more than the {LargestFile} that are read.", path);
        try
        {
            using var document = JsonDocument.Parse(file);
            return new ImageNetClasses(Read(document.RootElement, path));
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"this is not JSON: {e.Message}", path, e.Path, e);
        }
    }

    private static (string Id, string Name)[] Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new ModelFormatException("an object of classes by index is expected.", path, "$");
        var count = root.EnumerateObject().Count();
        var classes = new (string Id, string Name)[count];
        for (var i = 0; i < count; i++)
        {
            var place = FormattableString.Invariant($"$.{i}");
            if (!root.TryGetProperty(place[2..], out var e)) throw new ModelFormatException($"there are {count} classes, but no class {i}.", path, place);
            if (e.ValueKind != JsonValueKind.Array || e.GetArrayLength() != 2 || e[0].ValueKind != JsonValueKind.String || e[1].ValueKind != JsonValueKind.String)
                throw new ModelFormatException("a list of WordNet number and name is expected.", path, place);
            classes[i] = (e[0].GetString()!, e[1].GetString()!);
        }

        return classes;
    }
}
