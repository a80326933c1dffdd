using System.Diagnostics;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>Runs something again and again, first without, then with the clock. The peers' scripts follow the same rule.</summary>
internal static class Repetition
{
    /// <summary>Runs timed at least.</summary>
    public const int MinimumRuns = 5;

    /// <summary>Runs before the clock starts, at least.</summary>
    public const int MinimumWarmUp = 3;

    /// <summary>Times every run.</summary>
    /// <param name="run">What is measured.</param>
    /// <param name="seconds">How long; half as long before, so that code is compiled and caches are filled.</param>
    /// <returns>Milliseconds of each run, shortest first.</returns>
    public static double[] Time(Action run, double seconds)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < MinimumWarmUp || clock.Elapsed.TotalSeconds < seconds / 2; i++) run();
        var times = new List<double>();
        clock.Restart();
        while (times.Count < MinimumRuns || clock.Elapsed.TotalSeconds < seconds)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return [.. times];
    }
}
