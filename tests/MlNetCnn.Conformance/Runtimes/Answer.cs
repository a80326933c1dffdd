namespace MlNetCnn.Conformance.Runtimes;

/// <summary>What a runtime made of a case.</summary>
/// <param name="Outputs">Values of each output.</param>
/// <param name="Error">Why there are none; null where there are.</param>
internal sealed record Answer(IReadOnlyList<float[]> Outputs, string? Error);
