using MlNetCnn.Conformance.EngineCases;

namespace MlNetCnn.Conformance.Engines;

/// <summary>What became of a case on an engine.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Case">The case.</param>
/// <param name="Share">The largest difference, as <see cref="Numbers.From"/> measures; null where it did not run to the end.</param>
/// <param name="Where">Where that is, or why it did not run.</param>
/// <param name="Result">What it counts as.</param>
/// <param name="Seconds">Time that the engine took.</param>
internal sealed record Outcome(Contender Engine, EngineCase Case, double? Share, string Where, OutcomeKind Result, double Seconds);
