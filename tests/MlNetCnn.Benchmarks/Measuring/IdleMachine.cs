using System.Diagnostics;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>Waits until nobody else uses the machine.</summary>
/// <param name="patience">How long it waits at most.</param>
/// <param name="cancellation">Ends the wait.</param>
internal sealed class IdleMachine(TimeSpan patience, CancellationToken cancellation)
{
    /// <summary>Busy at most this much counts as idle.</summary>
    public const double Limit = 0.1;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    /// <summary>Waits.</summary>
    /// <returns>Whether the machine was idle; false when it was still busy in the end, or when the system does not tell.</returns>
    public bool Wait()
    {
        if (CpuTimes.Now is not { } before) return false;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (cancellation.WaitHandle.WaitOne(Look)) cancellation.ThrowIfCancellationRequested();
            var after = CpuTimes.Now!.Value;
            if (CpuTimes.Busy(before, after) <= Limit) return true;
            if (clock.Elapsed > patience) return false;
            before = after;
        }
    }
}
