using System.Globalization;
using MlNetCnn.Explain;

namespace MlNetCnn.Tool.Experiments.FilterPatterns;

/// <summary>What the filters of a layer respond to.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Patterns">One for each filter.</param>
internal sealed record LayerPatterns(FeatureLayer Layer, IReadOnlyList<FilterPattern> Patterns)
{
    /// <summary>How much the activation is to rise for a filter to count as risen.</summary>
    public const double Risen = 3;

    /// <summary>The patterns of filters that anything moved.</summary>
    public IReadOnlyList<FilterPattern> Alive { get; } = [.. Patterns.Where(p => !p.IsDead)];

    /// <summary>The numbers of those that nothing moved.</summary>
    public IReadOnlyList<int> Dead { get; } = [.. Patterns.Where(p => p.IsDead).Select(p => p.Filter)];

    /// <summary>How many filters are at the end at least three times as active as at the start.</summary>
    public int RisenCount => Alive.Count(p => p.Final > 0 && p.Final >= Risen * p.Start);

    /// <summary>A share of the filters' activations, step by step: 0.5 for the median.</summary>
    public IEnumerable<double> Quantile(double share) => Enumerable.Range(0, Alive[0].Activations.Count)
        .Select(step => Alive.Select(p => (double)p.Activations[step]).Order().ElementAt((int)Math.Round(share * (Alive.Count - 1))));

    /// <summary>What came of it, in a line.</summary>
    public string InWords()
    {
        if (Alive.Count == 0) return string.Create(CultureInfo.InvariantCulture, $"{Layer.Path}: nothing moves any of the {Patterns.Count} filters: all are dead");
        var median = Quantile(0.5).ToList();
        return string.Create(CultureInfo.InvariantCulture,
            $"{Layer.Path}: {Patterns.Count} of {Layer.Channels} filters, {Dead.Count} dead; median activation from {Figure(median[0])} to {Figure(median[^1])}, at least {Risen} times that of the noise in {RisenCount} of {Alive.Count}");
    }

    private static string Figure(double value) => value.ToString(Math.Abs(value) >= 100 ? "F0" : "G3", CultureInfo.InvariantCulture);
}
