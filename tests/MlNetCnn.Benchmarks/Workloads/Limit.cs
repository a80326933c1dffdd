namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>What something may cost at most, as a multiple of something else that the same process times in turns with it.</summary>
/// <param name="Of">What else, in a word or two.</param>
/// <param name="AtMost">The multiple.</param>
internal sealed record Limit(string Of, double AtMost);
