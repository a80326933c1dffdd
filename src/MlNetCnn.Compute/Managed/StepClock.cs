using System.Diagnostics;
using MlNetCnn.Compute.Operations;

namespace MlNetCnn.Compute.Managed;

/// <summary>Measures where the time of steps goes, when a benchmark asks for it; does nothing otherwise.</summary>
internal static class StepClock
{
    private static readonly Dictionary<(string Path, string Phase), (long Ticks, int Count)> Sums = [];
    private static long _start;

    /// <summary>Whether to measure. For one caller at a time.</summary>
    public static bool IsRunning { get; set; }

    /// <summary>Seconds per layer and phase so far, in the order of their first run.</summary>
    public static IEnumerable<(string Path, string Phase, double Seconds, int Count)> Times =>
        Sums.Select(s => (s.Key.Path, s.Key.Phase, s.Value.Ticks / (double)Stopwatch.Frequency, s.Value.Count));

    /// <summary>Begins a step.</summary>
    public static void Start()
    {
        if (IsRunning) _start = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends a step.</summary>
    public static void Stop(Operation operation, string phase) => Stop(operation.Site.Path, phase);

    /// <summary>Ends something that is no step.</summary>
    public static void Stop(string path, string phase)
    {
        if (!IsRunning) return;
        var (ticks, count) = Sums.GetValueOrDefault((path, phase));
        Sums[(path, phase)] = (ticks + Stopwatch.GetTimestamp() - _start, count + 1);
    }

    /// <summary>Forgets all times.</summary>
    public static void Reset() => Sums.Clear();
}
