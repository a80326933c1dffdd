using System.Text.RegularExpressions;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>
/// Recognises the applications by what they are made of: the weighted layers of the base, by class, shapes of their weights, and name where Keras gives one of its own. So a network is known for
/// what it is, wherever it was made and whatever file it came in; its weights do not matter.
/// </summary>
internal static partial class KnownApplications
{
    private static readonly Lazy<IReadOnlyList<(ApplicationInfo Application, Part[] Base)>> Bases =
        new(() => [.. Applications.All.Select(a => (a, PartsOf(a.Create(includeTop: false)).ToArray()))]);

    /// <summary>The application whose whole base a model begins with; null for any other network.</summary>
    public static ApplicationInfo? Of(Model model)
    {
        var parts = PartsOf(model).ToList();
        return Bases.Value.FirstOrDefault(known => parts.Count >= known.Base.Length && known.Base.Zip(parts).All(p => p.First == p.Second)).Application;
    }

    /// <summary>
    /// What the pictures of a network must have gone through: nothing where it rescales pixels 0 to 255 itself, else what the application takes that it begins like: the whole one, one with another
    /// top, or one that ends at an earlier layer. Null for all others.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="nested">Whether an application that the network begins with as a layer counts too.</param>
    public static Preprocessing? Pixels(Model model, bool nested)
    {
        if (model.Inputs.Count != 1 || model.Inputs[0].Shape is not { Rank: 3 } shape || Front(model) is not { } front) return null;
        if (front is Rescaling rescaling) return TakesBytes(rescaling) ? Preprocessing.None : null;
        if (front is Model inner) return nested ? inner.InputPreprocessing : Pixels(inner, nested) is Preprocessing.None ? Preprocessing.None : null;
        // Anything else that changes pixels before the first weights is a preprocessing that is not known.
        if (shape[2] != 3 || front.Weights.Count == 0) return null;
        var parts = PartsOf(model).ToList();
        var known = Bases.Value.Where(k => BeginsWith(parts, k.Base)).Select(k => k.Application.Preprocessing).Distinct().ToList();
        return known is [var preprocessing] ? preprocessing : null;
    }

    /// <summary>
    /// Whether a network's first layers are an application's, in its order; one that ends early lacks those of other branches. A few without names of their own may be chance, or a stem
    /// that many use.
    /// </summary>
    private static bool BeginsWith(List<Part> parts, Part[] known)
    {
        var (at, same, named) = (0, 0, 0);
        foreach (var part in parts)
        {
            var found = Array.IndexOf(known, part, at);
            if (found < 0 || (same == 0 && found > 0)) break;
            (at, same, named) = (found + 1, same + 1, part.Name.Length > 0 ? named + 1 : named);
        }

        return named >= 3 || same >= 10;
    }

    /// <summary>The first layer that does something to the values of pixels; null where the input goes to several.</summary>
    private static Layer? Front(Model model)
    {
        for (var value = model.Inputs[0]; ;)
        {
            var readers = model.Calls.Where(c => c.Inputs.Contains(value)).ToList();
            if (readers is not [{ Outputs: [var output] } call]) return null;
            if (!LeavesPixels(call.Layer)) return call.Layer;
            value = output;
        }
    }

    /// <summary>Whether pixels are of the same range after a layer: it moves them, or varies them in training alone.</summary>
    private static bool LeavesPixels(Layer layer) => layer switch
    {
        PictureSize or RandomFlip or RandomTransform or ZeroPadding2D or Cropping2D or Identity or InputLayer => true,
        RandomBrightness brightness => brightness.ValueRange.Upper > 1,
        RandomContrast contrast => contrast.ValueRange.Upper > 1,
        Model model => model is { Inputs.Count: 1, Outputs.Count: 1 } && model.Layers.All(LeavesPixels),
        _ => false,
    };

    /// <summary>Whether it brings 0 to 255 (or, as some write, 256) to 0 to 1, -0.5 to 0.5 or -1 to 1.</summary>
    private static bool TakesBytes(Rescaling layer) => layer.Scales.All(s => s is (> 0.99 / 256 and < 1.01 / 255) or (> 0.99 / 128 and < 1.01 / 127.5));

    private static IEnumerable<Part> PartsOf(Model model) =>
        model.Layers.Where(l => l is not Model && l.Weights.Count > 0).Select(l => new Part(
            l.ClassName, AutomaticName().IsMatch(l.Name) ? "" : l.Name, string.Join(' ', l.Weights.Select(w => w.Shape.ToString()))));

    /// <summary>The names that Keras counts: they depend on what else was made before.</summary>
    [GeneratedRegex("^(conv2d|batch_normalization|separable_conv2d|depthwise_conv2d|dense)(_[0-9]+)?$")]
    private static partial Regex AutomaticName();

    private sealed record Part(string Class, string Name, string Weights);
}
