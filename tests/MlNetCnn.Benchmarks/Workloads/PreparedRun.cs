namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>A workload that is ready to run.</summary>
/// <param name="run">One run.</param>
/// <param name="check">A few numbers that every engine must find alike; called before the first run.</param>
/// <param name="release">Gives back what it holds.</param>
internal sealed class PreparedRun(Action run, Func<double[]> check, Action release) : IDisposable
{
    /// <summary>Runs once.</summary>
    public void Run() => run();

    /// <summary>What is timed in turns with it, to be compared; null for nothing.</summary>
    public Action? Beside { get; init; }

    /// <summary>Numbers to compare with a peer's.</summary>
    public double[] Check() => check();

    /// <inheritdoc/>
    public void Dispose() => release();
}
