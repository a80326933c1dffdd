namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>How many times faster than the best peer, at two threads.</summary>
/// <param name="AtLeast">What must be reached.</param>
/// <param name="Aim">What is hoped for.</param>
internal sealed record Bar(double AtLeast, double Aim);
