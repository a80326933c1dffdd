using System.Text.RegularExpressions;

namespace MlNetCnn.Keras;

/// <summary>What <c>Summary</c> prints: the arguments of Keras's <c>print_summary</c>.</summary>
/// <example><code>
/// model.Summary(new() { Style = SummaryStyle.Keras3, ExpandNested = true, ShowTrainable = true });
/// </code></example>
public sealed record SummaryOptions
{
    /// <summary>Widest line and widest console, in characters.</summary>
    internal const int Widest = 10_000;

    /// <summary>Whose table. Default <see cref="SummaryStyle.Keras2"/>.</summary>
    public SummaryStyle Style { get; init; }

    /// <summary>
    /// Width of the table in characters, 20 to 10,000. Null, the default, for Keras's: 65 in Keras 2, or 98 with connections; in Keras 3 88, or 108 with connections, and 12 more with
    /// <see cref="ShowTrainable"/>, but never wider than <see cref="ConsoleWidth"/> less 4.
    /// </summary>
    public int? LineLength { get; init; }

    /// <summary>
    /// Where the columns end, rising, as parts of the width, the last 1; in the styles of Keras 2 also as numbers of characters. One per column, the column Trainable left out. Null, the
    /// default, for Keras's: 0.45, 0.85, 1 and 0.33, 0.55, 0.67, 1 in Keras 2.2 (0.3, 0.6, 0.7, 1 in 2.15); 0.45, 0.8, 1 and 0.3, 0.56, 0.74, 1 in Keras 3.
    /// </summary>
    public IReadOnlyList<double>? Positions { get; init; }

    /// <summary>Whether the layers of nested models follow the row of theirs. Default false.</summary>
    public bool ExpandNested { get; init; }

    /// <summary>
    /// Whether a last column tells which layers train: Y or N; in Keras 3 and in the style of Keras 2.2, a layer without weights says -. A nested model says Y while any of its layers trains.
    /// Default false.
    /// </summary>
    public bool ShowTrainable { get; init; }

    /// <summary>
    /// The first and the last layer to show, as regular expressions that the start of a name matches (so a name is one, for the first layer that begins so): from the first match of either to the last
    /// match of the other. The totals still count all layers. Null, the default, for all.
    /// </summary>
    public (string First, string Last)? LayerRange { get; init; }

    /// <summary>Width of the console in characters, 20 to 10,000, which Keras 3 asks the system for. Default 80, which is what Python takes where there is none: in a file, in a pipe.</summary>
    public int ConsoleWidth { get; init; } = 80;

    /// <summary>
    /// Number of values in the state of the model's optimizer, of 4 bytes each, which Keras 3 prints and counts once a compiled model has trained; null, the default, for a model that has not.
    /// </summary>
    public long? OptimizerParams { get; init; }

    internal void Validate(int columns)
    {
        var errors = new OptionErrors(nameof(SummaryOptions))
            .Require(Enum.IsDefined(Style), nameof(Style), Style, "one of Keras2, TfKeras2, Keras3")
            .Require(LineLength is null or (>= 20 and <= Widest), nameof(LineLength), LineLength, "20 to 10,000 characters")
            .Require(ConsoleWidth is >= 20 and <= Widest, nameof(ConsoleWidth), ConsoleWidth, "20 to 10,000 characters")
            .Require(OptimizerParams is null or >= 0, nameof(OptimizerParams), OptimizerParams, "at least 0");
        if (Positions is { } given)
        {
            errors.Require(given.Count == columns, nameof(Positions), $"{given.Count} numbers", $"{columns}, one per column of this model's table");
            errors.Require(given.All(p => p > 0 && p <= Widest) && given.Zip(given.Skip(1)).All(p => p.First < p.Second), nameof(Positions), $"[{string.Join(", ", given)}]", "rising and positive");
            if (Style == SummaryStyle.Keras3) errors.Require(given.All(p => p <= 1), nameof(Positions), $"[{string.Join(", ", given)}]", "parts of the width, at most 1, in the style of Keras 3");
        }

        if (LayerRange is { } range)
        {
            foreach (var pattern in new[] { range.First, range.Last })
                errors.Require(IsPattern(pattern), nameof(LayerRange), pattern, "two names of layers or regular expressions");
        }

        errors.ThrowIfAny("options");
    }

    private static bool IsPattern(string? pattern)
    {
        if (pattern is null) return false;
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
