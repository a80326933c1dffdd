using System.Text.Json.Nodes;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>
/// <see cref="Model.InputPreprocessing"/> in the metadata of a .keras file, which Keras does not read when it loads one. It stands there only where the network itself does not tell.
/// </summary>
internal static class SavedPixels
{
    private const string Key = "mlnetcnn_input_preprocessing";
    private const string Anything = "any";

    /// <summary>Adds it to the metadata.</summary>
    public static void Write(Model model, JsonObject metadata)
    {
        var pixels = model.InputPreprocessing;
        if (pixels != KnownApplications.Pixels(model, nested: false)) metadata[Key] = pixels?.ToString() ?? Anything;
    }

    /// <summary>Takes it from the metadata.</summary>
    /// <exception cref="ModelFormatException">It is none of Keras's preprocessings.</exception>
    public static void Read(Model model, JsonNode? metadata, string file)
    {
        model.IsFromFile = true;
        if (metadata is not JsonObject members || members[Key] is not { } value) return;
        var name = value is JsonValue text && text.TryGetValue<string>(out var word) ? word : "";
        if (name == Anything) model.InputPreprocessing = null;
        else if (Enum.GetNames<Preprocessing>().Contains(name)) model.InputPreprocessing = Enum.Parse<Preprocessing>(name);
        else throw new ModelFormatException($"{Key} should be {Anything} or one of {string.Join(", ", Enum.GetNames<Preprocessing>())}.", file, $"$.{Key}");
    }
}
