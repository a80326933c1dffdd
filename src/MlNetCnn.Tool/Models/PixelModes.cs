using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras;
using MlNetCnn.Tool.Results;

namespace MlNetCnn.Tool.Models;

/// <summary>Applies a <see cref="PixelMode"/>.</summary>
internal static class PixelModes
{
    /// <summary>What a network of <c>keras.applications</c> was trained with.</summary>
    public static PixelMode Of(Preprocessing preprocessing) => preprocessing switch
    {
        Preprocessing.None => PixelMode.None,
        Preprocessing.Caffe => PixelMode.Caffe,
        Preprocessing.Tf => PixelMode.Tf,
        Preprocessing.Torch => PixelMode.Torch,
        _ => throw new ArgumentOutOfRangeException(nameof(preprocessing), preprocessing, "Not one of Keras's modes."),
    };

    /// <summary>What a network is known to take, by what it is made of or by its file; null for networks of all other kinds.</summary>
    public static PixelMode? Of(Model model) => model.InputPreprocessing is { } known ? Of(known) : null;

    /// <summary>Refuses a preprocessing that is not the application's.</summary>
    /// <exception cref="UserErrorException">It is not; the message says which is.</exception>
    public static void Check(ModelChoice choice, ApplicationInfo application)
    {
        if (choice.Preprocessing is not { } asked || asked == Of(application.Preprocessing)) return;
        throw new UserErrorException(
            $"{application.Name} takes pixels preprocessed as {Of(application.Preprocessing).ToString().ToLowerInvariant()}, not {asked.ToString().ToLowerInvariant()}: leave --preprocessing out. A net of that build trained on others is a .keras or .h5 file with its network.");
    }

    /// <summary>
    /// What the summary beside a model made here says: its network was trained on pixels prepared so, and a Keras file does not tell. Null where there is none.
    /// </summary>
    public static PixelMode? Beside(string model)
    {
        var path = Path.Combine(Path.GetDirectoryName(model)!, Summary.FileName);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject summary && summary["preprocessing"] is JsonValue value && value.TryGetValue<string>(out var word)
                && Enum.TryParse<PixelMode>(word, ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : null;
        }
        catch (JsonException e)
        {
            throw new UserErrorException($"'{path}', which says how the model's pictures were prepared, is damaged: {e.Message} Say it with --preprocessing.");
        }
    }

    /// <summary>Changes pixels 0 to 255 in place; channels last.</summary>
    public static void Apply(PixelMode mode, Span<float> pixels)
    {
        if (mode == PixelMode.Rescale)
        {
            // A product, as Keras's Rescaling(1/255) and the book's ImageDataGenerator(rescale=1./255) compute it.
            foreach (ref var x in pixels) x *= 1 / 255f;
            return;
        }

        PixelPreprocessing.Apply(
            mode switch
            {
                PixelMode.Tf => Preprocessing.Tf,
                PixelMode.Caffe => Preprocessing.Caffe,
                PixelMode.Torch => Preprocessing.Torch,
                _ => Preprocessing.None,
            },
            pixels);
    }
}
