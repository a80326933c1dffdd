namespace MlNetCnn.Explain;

/// <summary>How far <see cref="FilterPatterns"/> is.</summary>
/// <param name="Done">Steps done, each counted once per filter.</param>
/// <param name="Total">Steps in all.</param>
public readonly record struct FilterPatternProgress(long Done, long Total);
