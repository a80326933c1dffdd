using MlNetCnn.Keras;
using static System.FormattableString;

namespace MlNetCnn.Compute.Managed;

/// <summary>What <see cref="TrainingOptions.LearningRateMultipliers"/> comes to, weight by weight.</summary>
internal sealed class LearningRateMultipliers
{
    private readonly Dictionary<Weight, Choice> _choices = [];

    /// <summary>Finds the weights that the names stand for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="multipliers">By name; null for none.</param>
    /// <exception cref="ArgumentException">A name is no layer's, a multiplier is out of range, or a shared weight has two; the message lists all that is wrong.</exception>
    public LearningRateMultipliers(Model model, IReadOnlyDictionary<string, double>? multipliers)
    {
        if (multipliers is not { Count: > 0 }) return;
        var problems = new List<string>();
        (string Path, Layer Layer)[] layers = [.. Layers(model, "")];
        var byPath = layers.ToLookup(l => l.Path, l => l.Layer, StringComparer.Ordinal);
        // Shorter paths first, whatever the dictionary's order: what comes later is more specific.
        foreach (var (name, multiplier) in multipliers.OrderBy(m => Depth(m.Key)).ThenBy(m => m.Key, StringComparer.Ordinal))
        {
            if (!(multiplier >= 0 && double.IsFinite(multiplier))) problems.Add(Invariant($"The multiplier of '{name}' is {multiplier}; it must be finite and not negative."));
            if (byPath[name].FirstOrDefault() is { } layer) Choose(layer, new Choice(name, multiplier), problems);
            else problems.Add($"The model '{model.Name}' has no layer '{name}'. Nearest: {string.Join(", ", Nearest.Names(name, layers.Select(l => l.Path)))}.");
        }

        if (problems.Count > 0) throw new ArgumentException($"TrainingOptions.LearningRateMultipliers does not fit: {string.Join(" ", problems)}", nameof(multipliers));
    }

    /// <summary>A weight's multiplier.</summary>
    public double this[WeightSlot slot] => this[slot.Source];

    /// <summary>A weight's multiplier.</summary>
    public double this[Weight weight] => _choices.TryGetValue(weight, out var choice) ? choice.Multiplier : 1;

    private static int Depth(string path) => path.Count(c => c == '/');

    private static IEnumerable<(string Path, Layer Layer)> Layers(Model model, string prefix) =>
        model.Layers.SelectMany(l => (IEnumerable<(string, Layer)>)[(prefix + l.Name, l), .. l is Model inner ? Layers(inner, $"{prefix}{l.Name}/") : []]);

    private void Choose(Layer layer, Choice choice, List<string> problems)
    {
        string? rival = null;
        foreach (var weight in layer.Weights)
        {
            // Two names of one depth reach the same weight only where it is shared.
            if (_choices.TryGetValue(weight, out var known) && Depth(known.Name) == Depth(choice.Name) && known.Multiplier != choice.Multiplier) rival = known.Name;
            _choices[weight] = choice;
        }

        if (rival is not null) problems.Add($"'{rival}' and '{choice.Name}' share weights, so their multipliers must be one.");
    }

    /// <summary>The most specific name so far that stands for a weight.</summary>
    private sealed record Choice(string Name, double Multiplier);
}
