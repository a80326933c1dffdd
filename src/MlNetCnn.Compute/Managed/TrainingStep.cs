namespace MlNetCnn.Compute.Managed;

/// <summary>Which step of a run it is: what seeds its noise.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Number">Counts steps from 0.</param>
/// <param name="IsRepeated">Whether the step runs a second time, to look at it: moving statistics do not move.</param>
internal sealed record TrainingStep(long Seed, long Number, bool IsRepeated = false);
