namespace MlNetCnn.Training;

/// <summary>What a <see cref="FeatureCache"/> did since it was opened.</summary>
/// <param name="Hits">Vectors found.</param>
/// <param name="Misses">Vectors asked for and not found, damaged ones included.</param>
/// <param name="Added">Vectors added, to the file or to memory.</param>
/// <param name="Damaged">Records found damaged, and ignored.</param>
public readonly record struct FeatureCacheStatistics(long Hits, long Misses, long Added, long Damaged);
