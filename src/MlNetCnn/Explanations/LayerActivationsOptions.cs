using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>Settings of <c>ml.Cnn.LayerActivations</c>.</summary>
public sealed record LayerActivationsOptions : ExplanationOptions
{
    /// <summary>The layers whose outputs are wanted: names, also of layers inside nested models, or paths <c>outer/inner</c>. At least one; there is no default.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>The columns made, one per layer. Default null: named as <see cref="Layers"/>.</summary>
    public IReadOnlyList<string>? OutputColumnNames { get; init; }

    /// <summary>Pictures per batch. Results do not depend on it. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    internal IReadOnlyList<string> Outputs => OutputColumnNames ?? Layers;

    internal void Validate() => CheckInput(new OptionErrors(nameof(LayerActivationsOptions)))
        .Require(Layers is { Count: > 0 } && Layers.All(l => !string.IsNullOrEmpty(l)), nameof(Layers), Text(Layers), "the names of one layer or more")
        .Require(
            OutputColumnNames is null || (OutputColumnNames.All(c => !string.IsNullOrWhiteSpace(c)) && OutputColumnNames.Count == Layers?.Count),
            nameof(OutputColumnNames), Text(OutputColumnNames), "null, or the name of a column for every layer")
        .Require(Outputs?.Distinct().Count() == Outputs?.Count, OutputColumnNames is null ? nameof(Layers) : nameof(OutputColumnNames), Text(Outputs), "without repetition")
        .Between(BatchSize, 1, 10_000, nameof(BatchSize))
        .ThrowIfAny();

    private static string? Text(IReadOnlyList<string>? names) => names is null ? null : $"[{string.Join(", ", names.Select(n => n is null ? "null" : $"'{n}'"))}]";
}
