namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>Something worth measuring, by a name that stands in tables.</summary>
internal abstract class Workload
{
    /// <summary>Name in tables and for <c>--filter</c>, as <c>vgg16_150_b8</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a few words.</summary>
    public required string Description { get; init; }

    /// <summary>Pictures per run.</summary>
    public required int Images { get; init; }

    /// <summary>10^9 operations per run, as a direct computation would need them; 0 where that says nothing.</summary>
    public virtual double Gflop => 0;

    /// <summary>What is wanted beside the best peer at two threads; null where nothing is.</summary>
    public Bar? Bar { get; init; }

    /// <summary>What it may cost beside what it is timed in turns with; null where nothing is.</summary>
    public Limit? Limit { get; init; }

    /// <summary>Why it cannot be measured here; null where it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Whether more threads change anything.</summary>
    public virtual bool UsesThreads => true;

    /// <summary>Makes everything ready for the first run.</summary>
    /// <param name="threads">Threads used at most.</param>
    /// <exception cref="NotSupportedException">The engine does not run a layer of it.</exception>
    public abstract PreparedRun Prepare(int threads);
}
