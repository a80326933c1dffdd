using System.Text.RegularExpressions;

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
    /// What the pictures of a network must have gone through, as it is the front of an application: the whole one, one with another top, or one that ends at an earlier layer. Null for all others.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="nested">Whether an application that is the network's first layer counts too.</param>
    public static Preprocessing? Pixels(Model model, bool nested)
    {
        if (model.Inputs.Count != 1 || model.Inputs[0].Shape is not { Rank: 3 } shape || shape[2] != 3) return null;
        if (Front(model) is Model inner) return nested ? inner.InputPreprocessing : null;
        var parts = PartsOf(model).ToList();
        // Two layers of the same names and shapes may be chance, or a stem that many use.
        var known = Bases.Value.Where(k => Math.Min(k.Base.Length, parts.Count) >= 3 && k.Base.Zip(parts).All(p => p.First == p.Second)).Select(k => k.Application.Preprocessing).Distinct().ToList();
        return known is [var preprocessing] ? preprocessing : null;
    }

    private static Layer? Front(Model model)
    {
        var first = model.Calls.Where(c => c.Inputs.Contains(model.Inputs[0])).ToList();
        return first.Count == 1 ? first[0].Layer : null;
    }

    private static IEnumerable<Part> PartsOf(Model model) =>
        model.Layers.Where(l => l is not Model && l.Weights.Count > 0).Select(l => new Part(
            l.ClassName, AutomaticName().IsMatch(l.Name) ? "" : l.Name, string.Join(' ', l.Weights.Select(w => w.Shape.ToString()))));

    /// <summary>The names that Keras counts: they depend on what else was made before.</summary>
    [GeneratedRegex("^(conv2d|batch_normalization|separable_conv2d|depthwise_conv2d|dense)(_[0-9]+)?$")]
    private static partial Regex AutomaticName();

    private sealed record Part(string Class, string Name, string Weights);
}
